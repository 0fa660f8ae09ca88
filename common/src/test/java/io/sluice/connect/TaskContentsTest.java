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

import io.sluice.it.read.DuckDb;
import io.sluice.storage.MemoryStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.BytesWritable;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.SequenceFile;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The records in a task's files, and their form. */
class TaskContentsTest {
  private static final Schema ONE = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
  private static final Schema TWO =
      SchemaBuilder.struct()
          .field("id", Schema.INT64_SCHEMA)
          .field("more", Schema.OPTIONAL_STRING_SCHEMA)
          .build();

  @TempDir private Path directory;

  private static void produce(TaskRig rig, TopicPartition partition, long offset, Schema schema) {
    Struct value = new Struct(schema).put("id", offset);
    rig.produce(
        new SinkRecord(
            partition.topic(), partition.partition(), null, null, schema, value, offset));
  }

  /** The columns of a file, and the first of them with its values. */
  private record Table(List<String> columns, List<Long> ids) {}

  private static Table table(TaskRig rig, String name) throws IOException {
    byte[] file = rig.store().files().get(name).content();
    return name.endsWith(".avro") ? avro(file) : parquet(file);
  }

  private static Table avro(byte[] file) throws IOException {
    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(new SeekableByteArrayInput(file), new GenericDatumReader<>())) {
      List<Long> ids = new ArrayList<>();
      reader.forEach(row -> ids.add((Long) row.get("id")));
      return new Table(
          reader.getSchema().getFields().stream().map(field -> field.name()).toList(), ids);
    }
  }

  private static Table parquet(byte[] file) throws IOException {
    List<Map<String, Object>> rows = DuckDb.readParquet(file);
    return new Table(
        List.copyOf(rows.get(0).keySet()), rows.stream().map(row -> (Long) row.get("id")).toList());
  }

  /** Names carry the end offset on every store. */
  @Test
  void sevenRecordsMakeTwoAvroFilesOfThreeAndOneWaits() throws Exception {
    for (boolean stagingSurvives : new boolean[] {true, false}) {
      TaskRig rig =
          new TaskRig(
                  new MemoryStorage(stagingSurvives), null, "format", "avro", "roll.records", "3")
              .open(P0);
      for (long offset = 0; offset < 7; offset++) {
        produce(rig, P0, offset, ONE);
      }

      rig.poll();

      assertThat(rig.files())
          .containsOnlyKeys(
              "topics/t/partition=0/t+0+0000000000+0000000002.avro",
              "topics/t/partition=0/t+0+0000000003+0000000005.avro");
      List<String> columns = List.of("id");
      assertThat(table(rig, "topics/t/partition=0/t+0+0000000000+0000000002.avro"))
          .isEqualTo(new Table(columns, List.of(0L, 1L, 2L)));
      assertThat(table(rig, "topics/t/partition=0/t+0+0000000003+0000000005.avro"))
          .isEqualTo(new Table(columns, List.of(3L, 4L, 5L)));
      assertThat(rig.committed()).isEqualTo(6);
    }
  }

  @ParameterizedTest
  @CsvSource({"avro, avro", "parquet, snappy.parquet"})
  void aChangeOfSchemaMakesAnotherFileInEachPartition(String format, String extension)
      throws Exception {
    TaskRig rig =
        new TaskRig(
            "format",
            format,
            "close.policy",
            "commit",
            "file.template",
            "{topic}-{partition}-{start}");
    TopicPartition[] partitions = new TopicPartition[4];
    for (int number = 0; number < partitions.length; number++) {
      partitions[number] = new TopicPartition("t", number);
      rig.openAt(partitions[number], 0);
      for (long offset = 0; offset < 10; offset++) {
        produce(rig, partitions[number], offset, offset < 5 ? ONE : TWO);
      }
    }
    rig.poll();
    rig.close(partitions);

    assertThat(rig.files()).hasSize(8);
    for (int number = 0; number < partitions.length; number++) {
      String name = "topics/t/partition=%1$d/t-%1$d-%2$010d." + extension;
      Table before = table(rig, name.formatted(number, 0));
      Table after = table(rig, name.formatted(number, 5));
      assertThat(before).isEqualTo(new Table(List.of("id"), List.of(0L, 1L, 2L, 3L, 4L)));
      assertThat(after).isEqualTo(new Table(List.of("id", "more"), List.of(5L, 6L, 7L, 8L, 9L)));
    }
  }

  /** Lines end as RFC 4180 says, the last one too. */
  @Test
  void bytesAreBase64InCsv() {
    TaskRig rig =
        new TaskRig(
            "format",
            "csv",
            "csv.header",
            "false",
            "roll.records",
            "2",
            "directory.template",
            "",
            "file.template",
            "{topic}-{partition}-{start}");
    bytes(rig, "topic0", 0, 10, "value0", "value5");
    bytes(rig, "topic0", 1, 20, "value1", "value6");
    bytes(rig, "topic0", 2, 50, "value4", "value9");
    bytes(rig, "topic1", 0, 30, "value2", "value7");
    bytes(rig, "topic1", 1, 40, "value3", "value8");

    rig.poll();

    assertThat(rig.files())
        .containsOnlyKeys(
            "topics/topic0-0-0000000010.csv",
            "topics/topic0-1-0000000020.csv",
            "topics/topic0-2-0000000050.csv",
            "topics/topic1-0-0000000030.csv",
            "topics/topic1-1-0000000040.csv");
    assertThat(rig.files())
        .containsEntry("topics/topic0-0-0000000010.csv", "dmFsdWUw\r\ndmFsdWU1\r\n");
  }

  private static void bytes(
      TaskRig rig, String topic, int partition, long offset, String... texts) {
    rig.openAt(new TopicPartition(topic, partition), offset);
    for (int i = 0; i < texts.length; i++) {
      byte[] value = texts[i].getBytes(StandardCharsets.UTF_8);
      rig.produce(
          new SinkRecord(topic, partition, null, "key", Schema.BYTES_SCHEMA, value, offset + i));
    }
  }

  /** The limit applies to the file, so separators count: four bytes for each record. */
  @Test
  void separatorsCountWhenAFileRollsAtItsSize() {
    TaskRig rig = new TaskRig("roll.bytes", "300", "close.policy", "commit").open(P0);
    for (long offset = 0; offset < 1000; offset++) {
      rig.produce(P0, offset, null, "foo");
    }

    rig.poll();
    assertThat(rig.files()).hasSize(13).allSatisfy((name, text) -> assertThat(text).hasSize(300));
    rig.close(P0);

    assertThat(rig.files()).hasSize(14);
    assertThat(rig.values()).hasSize(1000).containsOnly("foo");
  }

  @Test
  void recordsOfASequenceFileAreTheirBytesByTheirTime() throws IOException {
    TaskRig rig =
        new TaskRig("format", "sequencefile", "roll.records", "5", "close.policy", "commit")
            .open(P0);
    for (int offset = 0; offset < 6; offset++) {
      byte[] body = ("body " + offset).getBytes(StandardCharsets.UTF_8);
      rig.produce(
          new SinkRecord(
              "t", 0, null, null, null, body, offset, 1000L + offset, TimestampType.CREATE_TIME));
    }

    rig.poll();
    rig.close(P0);

    List<String> files = new ArrayList<>();
    for (String name : rig.files().keySet()) {
      files.add(sequence(rig.store().files().get(name).content()));
    }
    assertThat(files)
        .containsExactly(
            "1000=body 0, 1001=body 1, 1002=body 2, 1003=body 3, 1004=body 4", "1005=body 5");
  }

  /** The entries of a sequence file as Hadoop reads them. */
  private String sequence(byte[] file) throws IOException {
    Path path = Files.write(directory.resolve("file.seq"), file);
    List<String> entries = new ArrayList<>();
    LongWritable key = new LongWritable();
    BytesWritable value = new BytesWritable();
    try (SequenceFile.Reader reader =
        new SequenceFile.Reader(
            new Configuration(false),
            SequenceFile.Reader.file(new org.apache.hadoop.fs.Path(path.toUri())))) {
      while (reader.next(key, value)) {
        entries.add(key.get() + "=" + new String(value.copyBytes(), StandardCharsets.UTF_8));
      }
    }
    return String.join(", ", entries);
  }
}
