/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.sluice.connect;

import static io.sluice.connect.TaskRig.P0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The directories and names of a task's files. */
class TaskNamesTest {
  private static final Schema PERSON =
      SchemaBuilder.struct()
          .field("name", Schema.STRING_SCHEMA)
          .field("title", Schema.OPTIONAL_STRING_SCHEMA)
          .field("salary", Schema.FLOAT64_SCHEMA)
          .build();

  @Test
  void namesBeginWithTheTopicWhereTheOutputIsTheRoot() {
    TaskRig rig = TaskRig.withMortalStaging("output.dir", "", "roll.records", "3").open(P0);
    rig.produce(P0, 0, 3);

    rig.poll();

    assertThat(rig.files()).containsOnlyKeys("t/partition=0/t+0+0000000000+0000000002.txt");
    assertThat(rig.store().files().keySet()).noneMatch(name -> name.startsWith("/"));
  }

  @Test
  void theNameOfATopicMeansNothing() {
    TopicPartition partition = new TopicPartition("my-tombstone-topic", 0);
    TaskRig rig = new TaskRig("roll.records", "3").open(partition);
    rig.produce(partition, 0, 2);

    rig.poll();

    assertThat(rig.files())
        .containsOnlyKeys(
            "topics/my-tombstone-topic/partition=0/my-tombstone-topic+0+0000000000+0000000002.txt");
    assertThat(rig.values()).containsExactly("v0", "v1", "v2");
  }

  /** The limit of records applies to each file, not to the partition. */
  @Test
  void aNestedFieldMakesDirectoriesWhoseFilesRollSeparately() {
    TaskRig rig =
        TaskRig.withMortalStaging(
                "format",
                "json",
                "roll.records",
                "3",
                "directory.template",
                "{topic}/outer.inner={value.outer.inner}")
            .open(P0);
    Schema inner = SchemaBuilder.struct().field("inner", Schema.INT32_SCHEMA).build();
    Schema outer = SchemaBuilder.struct().field("outer", inner).build();
    for (int offset = 0; offset < 18; offset++) {
      Struct value =
          new Struct(outer).put("outer", new Struct(inner).put("inner", 16 + offset % 3));
      rig.produce(offset, outer, value);
    }

    rig.poll();

    assertThat(rig.files())
        .containsOnlyKeys(
            "topics/t/outer.inner=16/t+0+0000000000+0000000006.json",
            "topics/t/outer.inner=16/t+0+0000000009+0000000015.json",
            "topics/t/outer.inner=17/t+0+0000000001+0000000007.json",
            "topics/t/outer.inner=17/t+0+0000000010+0000000016.json",
            "topics/t/outer.inner=18/t+0+0000000002+0000000008.json",
            "topics/t/outer.inner=18/t+0+0000000011+0000000017.json");
    rig.files()
        .forEach(
            (name, content) -> {
              String value = name.replaceAll(".*outer\\.inner=(\\d+)/.*", "$1");
              assertThat(content)
                  .isEqualTo("{\"outer\":{\"inner\":%s}}\n".formatted(value).repeat(3));
            });
    assertThat(rig.committed()).isEqualTo(18);
  }

  /** The separator follows each record, also the last one. */
  @Test
  void bytesAreJoinedByTheUsersSeparatorInAFileOfTheUsersExtension() {
    TaskRig rig =
        new TaskRig(
                "roll.records",
                "3",
                "text.separator",
                "SEPARATOR",
                "file.template",
                "{topic}+{partition}+{start}",
                "file.extension",
                ".customExtensionForTest")
            .open(P0);
    for (int offset = 0; offset < 3; offset++) {
      rig.produce(P0, offset, null, ("b" + offset).getBytes(StandardCharsets.UTF_8));
    }

    rig.poll();

    assertThat(rig.files()).hasSize(1);
    assertThat(rig.files())
        .containsEntry(
            "topics/t/partition=0/t+0+0000000000.customExtensionForTest",
            "b0SEPARATORb1SEPARATORb2SEPARATOR");
  }

  @ParameterizedTest
  @CsvSource({
    "text, none, '', .txt",
    "text, gzip, '', .txt.gz",
    "json, zstd, '', .json.zst",
    "bytes, none, '', .bin",
    "json, none, .avro, .avro",
    "text, gzip, .foo, .foo",
    "text, gzip, .foo.gz, .foo.gz"
  })
  void aNameEndsAsFormatAndCompressionOrTheUserSay(
      String format, String compression, String extension, String expected) {
    TaskRig rig =
        new TaskRig(
                "format",
                format,
                "compression",
                compression,
                "roll.records",
                "1",
                "file.extension",
                extension)
            .open(P0);
    rig.produce(P0, 0, 0);

    rig.poll();

    assertThat(rig.files())
        .containsOnlyKeys("topics/t/partition=0/t+0+0000000000+0000000000" + expected);
  }

  @Test
  void aLimitOfOneRecordMakesAFileForEachOffset() {
    TaskRig rig = new TaskRig("roll.records", "1");
    List.of(
            first("topic0", 0, 10),
            first("topic0", 1, 20),
            first("topic0", 2, 50),
            first("topic1", 0, 30),
            first("topic1", 1, 40))
        .forEach(
            first -> {
              rig.openAt(first.partition(), first.offset());
              rig.produce(first.partition(), first.offset(), first.offset() + 1);
            });

    rig.poll();

    assertThat(rig.files())
        .containsOnlyKeys(
            single("topic0", 0, 10),
            single("topic0", 0, 11),
            single("topic0", 1, 20),
            single("topic0", 1, 21),
            single("topic0", 2, 50),
            single("topic0", 2, 51),
            single("topic1", 0, 30),
            single("topic1", 0, 31),
            single("topic1", 1, 40),
            single("topic1", 1, 41));
    assertThat(rig.values()).hasSize(10);
  }

  private record First(TopicPartition partition, long offset) {}

  private static First first(String topic, int partition, long offset) {
    return new First(new TopicPartition(topic, partition), offset);
  }

  private static String single(String topic, int partition, long offset) {
    return "topics/%1$s/partition=%2$d/%1$s+%2$d+%3$010d+%3$010d.txt"
        .formatted(topic, partition, offset);
  }

  @Test
  void aNameMayCarryTheLastOffsetAlone() {
    TopicPartition partition = new TopicPartition("myTopic", 1);
    TaskRig rig =
        new TaskRig(
                "format",
                "json",
                "roll.records",
                "1",
                "directory.template",
                "",
                "file.template",
                "{topic}_{partition}_{end}")
            .open(partition);
    person(rig, 0, "sam", "mr", 100.43);
    person(rig, 1, "laura", "ms", 429.06);
    person(rig, 2, "tom", null, 395.44);

    rig.poll();

    assertThat(rig.files()).hasSize(3);
    assertThat(rig.files())
        .containsEntry(
            "topics/myTopic_1_0000000000.json",
            "{\"name\":\"sam\",\"title\":\"mr\",\"salary\":100.43}\n")
        .containsEntry(
            "topics/myTopic_1_0000000001.json",
            "{\"name\":\"laura\",\"title\":\"ms\",\"salary\":429.06}\n")
        .containsEntry(
            "topics/myTopic_1_0000000002.json",
            "{\"name\":\"tom\",\"title\":null,\"salary\":395.44}\n");
  }

  private static void person(TaskRig rig, long offset, String name, String title, double salary) {
    Struct value = new Struct(PERSON).put("name", name).put("title", title).put("salary", salary);
    rig.produce(new SinkRecord("myTopic", 1, null, null, PERSON, value, offset));
  }

  @Test
  void aRecordWithoutTheHeaderThatItsPathNeedsFailsTheTask() {
    TaskRig rig =
        new TaskRig("directory.template", "{header.partition}", "roll.records", "1").open(P0);
    rig.produce(P0, 0, 0);
    rig.poll();

    assertThatThrownBy(rig::poll)
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("offset 0 of t-0")
        .hasMessageContaining("header.partition");
    assertThat(rig.files()).isEmpty();
    assertThat(rig.committed()).isNotEqualTo(1);
  }
}
