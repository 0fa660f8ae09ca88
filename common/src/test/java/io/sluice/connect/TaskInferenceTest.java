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

import static io.sluice.connect.TaskRig.FAILS;
import static io.sluice.connect.TaskRig.P0;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.MemoryStorage;
import io.sluice.storage.StorageCall.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values without a schema in files of a format that requires one. */
class TaskInferenceTest {
  private final CollectedReports reports = new CollectedReports();

  private TaskRig rig(boolean survives, String... settings) {
    List<String> all = new ArrayList<>(List.of("format", "avro", "schema.inference", "true"));
    all.addAll(List.of(settings));
    return new TaskRig(new MemoryStorage(survives), reports, all.toArray(String[]::new)).open(P0);
  }

  @Test
  void whatComesAmongTheFirstRecordsOfAFileIsInItsSchema() {
    TaskRig rig = rig(true, "roll.records", "4");
    rig.produce(P0, 0, "key", Map.of("id", 1L));
    rig.produce(P0, 1, "key", Collections.singletonMap("text", null));
    rig.poll();
    rig.produce(P0, 2, "key", Map.of("id", 0.5, "list", List.of()));
    rig.produce(P0, 3, "key", Map.of("text", "x", "list", List.of(7L)));
    rig.poll();

    assertThat(AvroFiles.asJson(rig))
        .isEqualTo(
            Map.of(
                "0-3",
                List.of(
                    "{\"id\": 1.0, \"text\": null, \"list\": null}",
                    "{\"id\": null, \"text\": null, \"list\": null}",
                    "{\"id\": 0.5, \"text\": null, \"list\": []}",
                    "{\"id\": null, \"text\": \"x\", \"list\": [7]}")));
    assertThat(reports.offsets()).isEmpty();
    assertThat(rig.committed()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource({"{topic}/{timestamp:yyyy}, 0", "{topic}, 1000"})
  void inferenceOddRecord(String directory, String eventTimeMs) {
    TaskRig rig =
        rig(
            true,
            "timestamp.source",
            "value.ts",
            "directory.template",
            directory,
            "roll.event.time.ms",
            eventTimeMs,
            "roll.records",
            "1");
    Map<String, Object> odd = new HashMap<>();
    odd.put("ts", null);
    odd.put("amount", "n/a");
    rig.produce(P0, 0, "key", odd);
    rig.produce(P0, 1, "key", Map.of("ts", 1_709_290_800_000L, "amount", 5L));
    rig.poll();
    rig.poll();

    assertThat(reports.offsets()).containsExactly(0L);
    assertThat(AvroFiles.of(rig).values())
        .singleElement()
        .satisfies(
            records -> {
              assertThat(records).hasSize(1);
              assertThat(records.get(0).get("amount")).isEqualTo(5L);
            });
  }

  @Test
  void aFieldThatComesLaterStartsANewFileAndNarrowRecordsStayInIt() {
    TaskRig rig = rig(true, "close.policy", "commit");
    for (long offset = 0; offset < 1500; offset++) {
      rig.produce(P0, offset, "key", Map.of("id", offset));
    }
    rig.poll();
    assertThat(rig.context().metric("files-published")).isZero();
    for (long offset = 1500; offset < 5000; offset++) {
      rig.produce(
          P0,
          offset,
          "key",
          offset % 2 == 0 ? Map.of("id", offset, "new", true) : Map.of("id", offset));
      if (offset % 100 == 0) {
        rig.poll();
        assertThat(rig.context().metric("files-open")).isEqualTo(1);
      }
    }
    rig.poll();
    assertThat(rig.context().metric("files-published")).isEqualTo(1);
    rig.close(P0);

    Map<String, List<GenericRecord>> files = AvroFiles.of(rig);
    assertThat(files).containsOnlyKeys("0-1499", "1500-4999");
    assertThat(files.get("0-1499")).hasSize(1500);
    assertThat(files.get("1500-4999")).hasSize(3500);
    assertThat(files.get("0-1499").get(0).getSchema().getFields()).hasSize(1);
    assertThat(files.get("1500-4999").get(1)).hasToString("{\"id\": 1501, \"new\": null}");
    assertThat(reports.offsets()).isEmpty();
  }

  @Test
  void filesOfAllPathsMoveOnTogether() {
    TaskRig rig = rig(true, "close.policy", "commit", "directory.template", "{topic}/{value.path}");
    long offset = 0;
    for (int i = 0; i < 100; i++) {
      rig.produce(P0, offset++, "key", Map.of("path", "p" + i % 10));
    }
    rig.poll();
    assertThat(rig.context().metric("files-open")).isEqualTo(10);
    // One file frees its memory, which fixes its schema.
    for (int i = 0; i < 1000; i++) {
      rig.produce(P0, offset++, "key", Map.of("path", "p0"));
    }
    rig.produce(P0, offset++, "key", Map.of("path", "p1", "id", 1L));
    rig.poll();
    assertThat(rig.context().metric("files-open")).isEqualTo(1);
    for (int i = 0; i < 100; i++) {
      rig.produce(P0, offset++, "key", Map.of("path", "p" + i % 10));
    }
    rig.poll();
    assertThat(rig.context().metric("files-open")).isEqualTo(10);
    rig.close(P0);
    assertThat(rig.context().metric("files-published")).isEqualTo(20);
    assertThat(AvroFiles.of(rig).values().stream().mapToInt(List::size).sum()).isEqualTo(1201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"avro", "parquet", "orc"})
  void inferenceNullAndEmpty(String format) {
    TaskRig rig = rig(true, "format", format, "roll.records", "1");
    Map<String, Object> first = new HashMap<>(Map.of("id", 1L, "tags", List.of()));
    first.put("coupon", null);
    rig.produce(P0, 0, "key", first);
    rig.produce(P0, 1, "key", Map.of("id", 2L, "coupon", 7L, "tags", List.of(1L)));
    rig.poll();

    assertThat(reports.offsets()).isEmpty();
    assertThat(rig.context().metric("files-published")).isEqualTo(2);
    if (format.equals("avro")) {
      assertThat(AvroFiles.asJson(rig))
          .isEqualTo(
              Map.of(
                  "0-0", List.of("{\"id\": 1}"),
                  "1-1", List.of("{\"coupon\": 7, \"id\": 2, \"tags\": [1]}")));
    }
  }

  @Test
  void recordsOfMixedTypesHaveSeparateFilesAndTheRestGoesOn() {
    TaskRig rig = rig(true, "close.policy", "commit");
    rig.produce(P0, 0, "key", Map.of("a", Map.of("b", 1L)));
    rig.produce(P0, 1, "key", Map.of("a", Map.of("b", "one")));
    rig.produce(P0, 2, "key", Map.of("a", List.of(true)));
    rig.produce(P0, 3, "key", Map.of("a", Map.of("b", "cut \uD83D")));
    rig.produce(P0, 4, "key", Map.of("a", Map.of("b", 2L)));
    rig.produce(P0, 5, "key", new HashMap<>(Map.of(1, "x")));
    rig.produce(P0, 6, "key", Map.of("a", Map.of("c", true)));
    rig.poll();
    rig.poll();
    rig.close(P0);

    assertThat(reports.offsets()).containsExactly(3L, 5L);
    assertThat(reports.reasons().get(0)).contains("'/a/b'", "surrogate");
    assertThat(reports.reasons().get(1)).contains("key is not a text");
    assertThat(AvroFiles.asJson(rig))
        .isEqualTo(
            Map.of(
                "0-6",
                List.of(
                    "{\"a\": {\"b\": 1, \"c\": null}}",
                    "{\"a\": {\"b\": 2, \"c\": null}}",
                    "{\"a\": {\"b\": null, \"c\": true}}"),
                "1-1",
                List.of("{\"a\": {\"b\": \"one\"}}"),
                "2-2",
                List.of("{\"a\": [true]}")));
    assertThat(rig.store().allStaged()).isEmpty();
  }

  /** Neither the order of records nor a restart decides which records are written. */
  @Test
  void anOddRecordIsWrittenBeforeAndAfterARestart() {
    TaskRig first = rig(true, "roll.records", "1");
    first.produce(P0, 0, "key", Map.of("amount", "n/a"));
    first.produce(P0, 1, "key", Map.of("amount", 5L));
    first.poll();
    TaskRig second = first.another().openAt(P0, 2);
    second.produce(P0, 2, "key", Map.of("amount", 6L));
    second.produce(P0, 3, "key", Map.of("amount", "none"));
    second.poll();

    assertThat(AvroFiles.asJson(second))
        .isEqualTo(
            Map.of(
                "0-0", List.of("{\"amount\": \"n/a\"}"),
                "1-1", List.of("{\"amount\": 5}"),
                "2-2", List.of("{\"amount\": 6}"),
                "3-3", List.of("{\"amount\": \"none\"}")));
    assertThat(reports.offsets()).isEmpty();
  }

  @Test
  void aBadFirstRecordCreatesNoFile() {
    TaskRig rig = rig(true, "roll.records", "1", "record.max.bytes", "100");
    rig.produce(P0, 0, "key", Map.of("a", "x".repeat(100)));
    rig.produce(P0, 1, "key", Map.of("a", 1L));
    rig.poll();
    rig.poll();

    assertThat(reports.offsets()).containsExactly(0L);
    assertThat(reports.reasons().get(0)).contains("record.max.bytes=100");
    assertThat(AvroFiles.asJson(rig)).isEqualTo(Map.of("1-1", List.of("{\"a\": 1}")));
    assertThat(rig.store().allStaged()).isEmpty();
    assertThat(rig.committed()).isEqualTo(2);
  }

  @Test
  void valuesWithAndWithoutSchemaHaveTheirOwnFiles() {
    Schema schema = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
    TaskRig rig = rig(true, "close.policy", "commit");
    for (long offset = 0; offset < 10; offset++) {
      if (offset % 2 == 0) {
        rig.produce(P0, offset, "key", Map.of("id", offset));
      } else {
        rig.produce(
            new SinkRecord(
                "t", 0, null, null, schema, new Struct(schema).put("id", offset), offset));
      }
    }
    rig.poll();
    rig.close(P0);
    Map<String, List<GenericRecord>> files = AvroFiles.of(rig);
    assertThat(files).containsOnlyKeys("0-8", "1-9");
    assertThat(files.get("0-8").get(0).getSchema().getField("id").schema().isNullable()).isTrue();
    assertThat(files.get("1-9").get(0).getSchema().getField("id").schema().isNullable()).isFalse();
  }

  @Test
  void otherPartsOfTheRecordAreInferredWithTheValue() {
    TaskRig rig = rig(true, "roll.records", "2", "record.fields", "key,value,offset");
    rig.produce(P0, 0, "key", Map.of("id", 1L));
    rig.produce(P0, 1, "key", Map.of("text", "x"));
    rig.poll();

    assertThat(reports.offsets()).isEmpty();
    List<String> records = AvroFiles.asJson(rig).get("0-1");
    assertThat(records).hasSize(2);
    assertThat(records.get(1)).contains("\"key\": \"key\"", "\"text\": \"x\"", "\"offset\": 1");
  }

  @Test
  void tombstonesAreRowsOfTheInferredSchema() {
    TaskRig first =
        rig(
            false,
            "roll.records",
            "2",
            "record.fields",
            "offset,value,headers",
            "null.values",
            "write");
    first.script().then(Operation.PUBLISH, FAILS);
    first.script().then(Operation.PUBLISH, FAILS);
    first.produce(P0, 0, "key", Map.of("id", 1L));
    first.produce(P0, 1, "key", null);
    first.produce(P0, 2, "key", null);
    first.produce(P0, 3, "key", Map.of("id", 3L));
    first.poll();
    assertThat(AvroFiles.asJson(first)).isEmpty();

    TaskRig second = first.another("null.values", "skip").openAt(P0, 0);
    second.poll(1).poll(1).poll(1).poll();

    assertThat(AvroFiles.asJson(second))
        .isEqualTo(
            Map.of(
                "0-1",
                List.of(
                    "{\"offset\": 0, \"value\": {\"id\": 1}}", "{\"offset\": 1, \"value\": null}"),
                "2-3",
                List.of(
                    "{\"offset\": 2, \"value\": null}",
                    "{\"offset\": 3, \"value\": {\"id\": 3}}")));
    assertThat(reports.offsets()).isEmpty();
    assertThat(second.committed()).isEqualTo(4);
  }

  @Test
  void aTimeThatOrcCannotHoldIsTheOnlyOneReported() {
    TaskRig rig = rig(true, "format", "orc", "roll.records", "2");
    rig.produce(P0, 0, "key", Map.of("at", new Date(0)));
    rig.produce(P0, 1, "key", Map.of("at", new Date(-1)));
    rig.produce(P0, 2, "key", Map.of("at", new Date(-1000)));
    rig.poll();
    rig.poll();

    assertThat(reports.offsets()).containsExactly(1L);
    assertThat(reports.reasons().get(0)).contains("'/at'", "1970");
    assertThat(rig.committed()).isEqualTo(3);
  }

  @Test
  void aFileIsWrittenAgainWithTheSchemaThatTheLedgerNames() {
    TaskRig first = rig(false, "roll.records", "3");
    first.script().then(Operation.PUBLISH, FAILS);
    first.script().then(Operation.PUBLISH, FAILS);
    first.produce(P0, 0, "key", Map.of("id", 1L));
    first.produce(P0, 1, "key", Map.of("id", 2L));
    first.produce(P0, 2, "key", Map.of("id", 0.5, "text", "x"));
    first.produce(P0, 3, "key", Map.of("id", 3L, "more", true));
    first.produce(P0, 4, "key", Map.of("id", 4L));
    first.produce(P0, 5, "key", Map.of("id", 5L));
    first.poll();
    assertThat(AvroFiles.asJson(first)).isEmpty();

    // The second process sees the records in other batches and does not infer a schema.
    TaskRig second = first.another("schema.inference", "false").openAt(P0, 0);
    for (int i = 0; i < 6; i++) {
      second.poll(1);
    }

    assertThat(AvroFiles.asJson(second))
        .isEqualTo(
            Map.of(
                "0-2",
                List.of(
                    "{\"id\": 1.0, \"text\": null}",
                    "{\"id\": 2.0, \"text\": null}",
                    "{\"id\": 0.5, \"text\": \"x\"}"),
                "3-5",
                List.of(
                    "{\"id\": 3.0, \"text\": null, \"more\": true}",
                    "{\"id\": 4.0, \"text\": null, \"more\": null}",
                    "{\"id\": 5.0, \"text\": null, \"more\": null}")));
    assertThat(reports.offsets()).isEmpty();
    assertThat(second.committed()).isEqualTo(6);
  }

  @Test
  void whatIsHeldCountsForTheMemoryOfTheTask() {
    TaskRig rig = rig(true);
    long before = rig.context().metric("memory-used");
    for (long offset = 0; offset < 50; offset++) {
      rig.produce(P0, offset, "key", Map.of("text", "x".repeat(1000)));
    }
    rig.poll();
    assertThat(rig.context().metric("memory-used") - before).isBetween(50_000L, 100_000L);
  }

  @Test
  void aFullMemoryHasHeldRecordsWritten() {
    TaskRig rig =
        rig(
            true,
            "close.policy",
            "commit",
            "memory.limit.bytes",
            "1048576",
            "directory.template",
            "{topic}/{value.path}");
    for (long offset = 0; offset < 2000; offset++) {
      rig.produce(P0, offset, "key", Map.of("path", offset % 100, "text", "x".repeat(1000)));
      if (offset % 100 == 99) {
        rig.poll();
        assertThat(rig.context().metric("memory-used")).isLessThan(1_500_000);
      }
    }
    rig.close(P0);
    assertThat(AvroFiles.of(rig).values().stream().mapToInt(List::size).sum()).isEqualTo(2000);
    assertThat(reports.offsets()).isEmpty();
  }
}
