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

import static io.sluice.connect.PublishedFiles.name;
import static io.sluice.connect.TaskRig.FAILS;
import static io.sluice.connect.TaskRig.P0;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.MemoryStorage;
import io.sluice.storage.StorageCall.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas that change while records come. */
class TaskEvolutionTest {
  private static final Schema V1 = version(1).build();
  private static final Schema V2 =
      version(2)
          .field("none", Schema.OPTIONAL_STRING_SCHEMA)
          .field("seven", SchemaBuilder.int32().defaultValue(7).build())
          .build();

  private final CollectedReports reports = new CollectedReports();

  private static SchemaBuilder version(Integer version) {
    SchemaBuilder schema = SchemaBuilder.struct().name("Order");
    return (version == null ? schema : schema.version(version)).field("id", Schema.INT64_SCHEMA);
  }

  /** A task that writes two records per file. */
  private TaskRig rig(String evolution, String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of("format", "avro", "schema.evolution", evolution, "roll.records", "2"));
    all.addAll(List.of(settings));
    return new TaskRig(new MemoryStorage(false), reports, all.toArray(String[]::new)).open(P0);
  }

  private static void produce(TaskRig rig, long offset, Schema schema) {
    produce(rig, offset, new Struct(schema).put("id", offset));
  }

  private static void produce(TaskRig rig, long offset, Struct value) {
    rig.produce(offset, value.schema(), value);
  }

  private static void alternate(TaskRig rig, Schema even, Schema odd, int count) {
    for (long offset = 0; offset < count; offset++) {
      produce(rig, offset, offset % 2 == 0 ? even : odd);
    }
    rig.poll();
  }

  private static String one(long id) {
    return "{\"id\": " + id + "}";
  }

  private static String two(long id) {
    return "{\"id\": " + id + ", \"none\": null, \"seven\": 7}";
  }

  @ParameterizedTest
  @ValueSource(strings = {"backward", "full"})
  void theFirstFileEndsWithItsSchemaAndTheOthersTakeOldRecordsToo(String evolution) {
    TaskRig rig = rig(evolution);
    alternate(rig, V1, V2, 7);

    assertThat(AvroFiles.asJson(rig))
        .isEqualTo(
            Map.of(
                "0-0", List.of(one(0)),
                "1-2", List.of(two(1), two(2)),
                "3-4", List.of(two(3), two(4)),
                "5-6", List.of(two(5), two(6))));
    assertThat(reports.offsets()).isEmpty();
    assertThat(rig.committed()).isEqualTo(7);
  }

  @Test
  void filesOfTheOldestVersionTakeNewRecordsToo() {
    TaskRig rig = rig("forward");
    alternate(rig, V1, V2, 6);
    assertThat(AvroFiles.asJson(rig))
        .isEqualTo(
            Map.of(
                "0-1", List.of(one(0), one(1)),
                "2-3", List.of(one(2), one(3)),
                "4-5", List.of(one(4), one(5))));

    TaskRig newestFirst = rig("forward");
    alternate(newestFirst, V2, V1, 7);
    assertThat(AvroFiles.asJson(newestFirst))
        .isEqualTo(
            Map.of(
                "0-0", List.of(two(0)),
                "1-2", List.of(one(1), one(2)),
                "3-4", List.of(one(3), one(4)),
                "5-6", List.of(one(5), one(6))));
    assertThat(reports.offsets()).isEmpty();
  }

  @Test
  void columnsOfCsvEvolveToo() {
    TaskRig rig = rig("backward", "format", "csv");
    alternate(rig, V1, V2, 3);

    assertThat(rig.files())
        .isEqualTo(
            Map.of(
                name(0, 0).replace("txt", "csv"), "id\r\n0\r\n",
                name(1, 2).replace("txt", "csv"), "id,none,seven\r\n1,,7\r\n2,,7\r\n"));
  }

  @Test
  void rowsOfSeveralFieldsEvolveWithTheirValue() {
    TaskRig rig = rig("backward", "record.fields", "offset,value");
    alternate(rig, V1, V2, 3);

    assertThat(AvroFiles.asJson(rig))
        .isEqualTo(
            Map.of(
                "0-0", List.of("{\"offset\": 0, \"value\": " + one(0) + "}"),
                "1-2",
                    List.of(
                        "{\"offset\": 1, \"value\": " + two(1) + "}",
                        "{\"offset\": 2, \"value\": " + two(2) + "}")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"backward", "forward", "full"})
  void tombstonesBeforeAnyValueHaveASeparateFile(String evolution) {
    TaskRig rig = rig(evolution, "record.fields", "offset,value", "null.values", "write");
    for (long offset = 0; offset < 6; offset++) {
      if (offset == 2 || offset == 5) {
        produce(rig, offset, V1);
      } else {
        rig.produce(offset, null, null);
      }
    }
    rig.poll();

    assertThat(reports.offsets()).isEmpty();
    assertThat(AvroFiles.asJson(rig))
        .isEqualTo(
            Map.of(
                "0-1",
                List.of("{\"offset\": 0, \"value\": null}", "{\"offset\": 1, \"value\": null}"),
                "2-3",
                List.of(
                    "{\"offset\": 2, \"value\": " + one(2) + "}",
                    "{\"offset\": 3, \"value\": null}"),
                "4-5",
                List.of(
                    "{\"offset\": 4, \"value\": null}",
                    "{\"offset\": 5, \"value\": " + one(5) + "}")));
    assertThat(rig.committed()).isEqualTo(6);
  }

  @Test
  void rowsBeforeAnyKeyAreNoVersionOfThoseWithKeys() {
    TaskRig rig = rig("backward", "record.fields", "key,offset,value");
    for (long offset = 0; offset < 5; offset++) {
      Struct value = new Struct(V1).put("id", offset);
      boolean keyed = offset == 2;
      rig.produce(
          new SinkRecord(
              "t", 0, keyed ? Schema.INT32_SCHEMA : null, keyed ? 7 : null, V1, value, offset));
    }
    rig.poll();

    assertThat(reports.offsets()).isEmpty();
    assertThat(AvroFiles.asJson(rig)).containsOnlyKeys("0-1", "2-3");
    assertThat(AvroFiles.asJson(rig).get("2-3").get(0)).contains("\"key\": 7");
    assertThat(AvroFiles.asJson(rig).get("2-3").get(1)).contains("\"key\": null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"backward", "forward", "full"})
  void alternatingVersionsMakeNoStormOfFiles(String evolution) {
    TaskRig rig = rig(evolution, "roll.records", "0", "close.policy", "commit");
    long highest = 0;
    for (int batch = 0; batch < 100; batch++) {
      for (int i = 0; i < 1000; i++) {
        long offset = batch * 1000L + i;
        produce(rig, offset, offset % 2 == 0 ? V1 : V2);
      }
      rig.poll();
      highest = Math.max(highest, rig.context().metric("files-open"));
    }
    assertThat(highest).isEqualTo(1);

    rig.close(P0);

    Map<String, List<String>> records = AvroFiles.asJson(rig);
    if (evolution.equals("forward")) {
      assertThat(records).containsOnlyKeys("0-99999");
      assertThat(records.get("0-99999")).hasSize(100_000).endsWith(one(99_999));
    } else {
      assertThat(records).containsOnlyKeys("0-0", "1-99999");
      assertThat(records.get("1-99999")).hasSize(99_999).startsWith(two(1)).endsWith(two(99_999));
    }
    assertThat(reports.offsets()).isEmpty();
  }

  @Test
  void allOpenFilesOfAnOldVersionRollAtOnceAndThoseOfOthersStay() {
    TaskRig rig = rig("backward", "roll.records", "0", "directory.template", "{topic}/{value.id}");
    Schema other =
        SchemaBuilder.struct().name("Other").version(1).field("id", Schema.INT64_SCHEMA).build();
    for (long offset = 0; offset < 5; offset++) {
      produce(rig, offset, offset == 2 ? other : V1);
    }
    rig.poll();
    assertThat(AvroFiles.asJson(rig)).isEmpty();

    produce(rig, 5, V2);
    rig.poll();

    assertThat(AvroFiles.asJson(rig)).containsOnlyKeys("0-0", "1-1", "3-3", "4-4");
    assertThat(rig.context().metric("files-open")).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"backward", "forward", "full"})
  void whatCannotBeProjectedIsReportedAndTheBatchGoesOn(String evolution) {
    TaskRig rig = rig(evolution);
    Schema text =
        SchemaBuilder.struct().name("Order").version(2).field("id", Schema.STRING_SCHEMA).build();
    produce(rig, 0, V1);
    produce(rig, 1, new Struct(text).put("id", "secret"));
    produce(rig, 2, V1);
    rig.poll();
    rig.poll();

    assertThat(AvroFiles.asJson(rig)).isEqualTo(Map.of("0-2", List.of(one(0), one(2))));
    assertThat(reports.offsets()).containsExactly(1L);
    assertThat(reports.reasons().get(0))
        .contains("version 1", "version 2", "at '/id'", "int64", "string", "schema.evolution=roll")
        .doesNotContain("secret");
    assertThat(rig.committed()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"backward", "forward", "full"})
  void schemasWithoutVersionsShareFilesWithoutLoss(String evolution) {
    TaskRig rig = rig(evolution);
    Schema narrow = version(null).build();
    Schema wide = version(null).field("none", Schema.OPTIONAL_STRING_SCHEMA).build();
    produce(rig, 0, narrow);
    produce(rig, 1, new Struct(wide).put("id", 1L).put("none", "x"));
    produce(rig, 2, narrow);
    rig.poll();

    assertThat(AvroFiles.asJson(rig))
        .isEqualTo(
            Map.of(
                "0-0", List.of(one(0)),
                "1-2", List.of("{\"id\": 1, \"none\": \"x\"}", "{\"id\": 2, \"none\": null}")));
    assertThat(reports.offsets()).isEmpty();
    assertThat(rig.context().metric("fields-dropped")).isZero();
    assertThat(rig.committed()).isEqualTo(3);
  }

  @Test
  void theValuesThatAreDroppedAreCountedAlsoWhenAFileIsWrittenAgain() {
    TaskRig first = rig("forward");
    first.script().then(Operation.PUBLISH, FAILS);
    produce(first, 0, V1);
    produce(first, 1, new Struct(V2).put("id", 1L).put("none", "x"));
    first.poll();
    // The required field has its default.
    assertThat(first.context().metric("fields-dropped")).isEqualTo(2);

    TaskRig second = first.another().openAt(P0, 0);
    second.poll().poll();

    assertThat(AvroFiles.asJson(second)).isEqualTo(Map.of("0-1", List.of(one(0), one(1))));
    assertThat(second.context().metric("fields-dropped")).isEqualTo(2);
  }

  @Test
  void aRenamedRecordHasSeparateFiles() {
    TaskRig rig = rig("backward");
    Schema renamed =
        SchemaBuilder.struct().name("Purchase").version(2).field("id", Schema.INT64_SCHEMA).build();
    alternate(rig, V1, renamed, 4);

    assertThat(AvroFiles.asJson(rig))
        .isEqualTo(Map.of("0-2", List.of(one(0), one(2)), "1-3", List.of(one(1), one(3))));
  }

  @ParameterizedTest
  @EnumSource
  void changedFieldsTakeOldValues(FieldChange change) {
    TaskRig rig = rig("backward");
    Schema before = version(1).field("f", change.before).build();
    Schema after = version(2).field("f", change.after).build();
    produce(rig, 0, new Struct(after).put("id", 0L).put("f", change.second));
    produce(rig, 1, new Struct(before).put("id", 1L).put("f", change.first));
    rig.poll();

    assertThat(reports.reasons()).isEmpty();
    assertThat(AvroFiles.asJson(rig).get("0-1").get(1))
        .isEqualTo("{\"id\": 1, \"f\": " + change.projected + "}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"backward", "forward", "roll"})
  void aFileThatIsWrittenAgainHasItsSchemaWhateverTheSettingIsNow(String evolution) {
    TaskRig first = rig("backward");
    for (int i = 0; i < 3; i++) {
      first.script().then(Operation.PUBLISH, FAILS);
    }
    alternate(first, V1, V2, 5);
    assertThat(AvroFiles.asJson(first)).isEmpty();

    TaskRig second = first.another("schema.evolution", evolution).openAt(P0, 0);
    second.poll().poll();

    assertThat(AvroFiles.asJson(second))
        .isEqualTo(
            Map.of(
                "0-0", List.of(one(0)),
                "1-2", List.of(two(1), two(2)),
                "3-4", List.of(two(3), two(4))));
    assertThat(reports.offsets()).isEmpty();
    assertThat(second.context().metric("records-lost")).isZero();
    assertThat(second.committed()).isEqualTo(5);
  }
}
