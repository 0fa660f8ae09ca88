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
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Files that have a schema. */
class TaskSchemasTest {
  private static final Schema ONE =
      SchemaBuilder.struct().name("One").field("id", Schema.INT64_SCHEMA).build();
  private static final Schema TWO =
      SchemaBuilder.struct()
          .name("One")
          .version(2)
          .field("id", Schema.INT64_SCHEMA)
          .field("more", Schema.OPTIONAL_STRING_SCHEMA)
          .build();

  private final CollectedReports reports = new CollectedReports();

  private static void produce(TaskRig rig, long offset, Schema schema) {
    produce(rig, offset, schema, new Struct(schema).put("id", offset));
  }

  private static void produce(TaskRig rig, long offset, Schema schema, Object value) {
    rig.produce(offset, schema, value);
  }

  private static DataFileReader<GenericRecord> reader(byte[] file) throws IOException {
    return new DataFileReader<>(new SeekableByteArrayInput(file), new GenericDatumReader<>());
  }

  /** The ids in each published Avro file, by the file's first and last offset. */
  private static Map<String, List<Long>> ids(TaskRig rig) {
    Map<String, List<Long>> ids = new TreeMap<>();
    AvroFiles.of(rig)
        .forEach(
            (range, read) ->
                ids.put(range, read.stream().map(record -> (Long) record.get("id")).toList()));
    return ids;
  }

  @Test
  void alternatingSchemasKeepTwoFilesOpenAndRollNothing() {
    TaskRig rig = new TaskRig("format", "avro", "close.policy", "commit").open(P0);
    long highest = 0;
    for (int batch = 0; batch < 100; batch++) {
      for (int i = 0; i < 1000; i++) {
        long offset = batch * 1000L + i;
        produce(rig, offset, offset % 2 == 0 ? ONE : TWO);
      }
      rig.poll();
      highest = Math.max(highest, rig.context().metric("files-open"));
    }
    assertThat(highest).isEqualTo(2);
    assertThat(rig.context().metric("files-published")).isZero();

    rig.close(P0);

    Map<String, List<Long>> ids = ids(rig);
    assertThat(ids).containsOnlyKeys("0-99998", "1-99999");
    ids.values().forEach(each -> assertThat(each).hasSize(50_000).isSorted());
    assertThat(ids.get("1-99999")).allMatch(id -> id % 2 == 1);
    assertThat(rig.context().metric("files-published")).isEqualTo(2);
  }

  @Test
  void schemasOfNewObjectsThatSayTheSameShareAFile() {
    TaskRig rig = new TaskRig("format", "avro", "roll.records", "50").open(P0);
    for (long offset = 0; offset < 100; offset++) {
      Schema schema =
          SchemaBuilder.struct()
              .field("id", Schema.INT64_SCHEMA)
              .field("b", SchemaBuilder.bytes().defaultValue(new byte[] {1}).build())
              .build();
      produce(rig, offset, schema);
    }
    rig.poll();

    assertThat(ids(rig)).containsOnlyKeys("0-49", "50-99");
  }

  @Test
  void valuesWithoutSchemaAndSchemasThatAvroCannotExpressAreReported() {
    TaskRig rig =
        new TaskRig(new MemoryStorage(true), reports, "format", "avro", "roll.records", "2")
            .open(P0);
    produce(rig, 0, ONE);
    produce(rig, 1, null, Map.of("id", 1));
    SchemaBuilder endless = SchemaBuilder.struct();
    endless.field("next", endless);
    produce(rig, 2, endless, new Struct(endless));
    produce(rig, 3, ONE);
    rig.poll();
    rig.poll();

    assertThat(reports.offsets()).containsExactly(1L, 2L);
    assertThat(reports.reasons().get(0)).contains("needs a schema").contains("value.converter");
    assertThat(reports.reasons().get(1)).contains("contains itself");
    assertThat(ids(rig)).isEqualTo(Map.of("0-3", List.of(0L, 3L)));
    assertThat(rig.store().allStaged()).isEmpty();
    assertThat(rig.committed()).isEqualTo(4);
  }

  @Test
  void anAvroFileIsWrittenAgainAsItWasAlthoughTheFormatIsJsonNow() throws IOException {
    TaskRig first =
        new TaskRig(
                new MemoryStorage(false),
                reports,
                "format",
                "avro",
                "avro.codec",
                "deflate",
                "roll.records",
                "2")
            .open(P0);
    for (int i = 0; i < 4; i++) {
      first.script().then(Operation.PUBLISH, FAILS);
    }
    for (long offset = 0; offset < 4; offset++) {
      produce(first, offset, offset % 2 == 0 ? ONE : TWO);
    }
    first.poll();
    assertThat(ids(first)).isEmpty();

    TaskRig second = first.another("format", "json", "avro.codec", "null").openAt(P0, 0);
    produce(second, 4, ONE);
    produce(second, 5, TWO);
    second.poll();

    assertThat(ids(second)).isEqualTo(Map.of("0-2", List.of(0L, 2L), "1-3", List.of(1L, 3L)));
    assertThat(second.files())
        .containsEntry(
            "topics/t/partition=0/t+0+0000000004+0000000005.json",
            "{\"id\":4}\n{\"id\":5,\"more\":null}\n");
    byte[] rebuilt =
        second.store().files().get("topics/t/partition=0/t+0+0000000001+0000000003.avro").content();
    try (DataFileReader<GenericRecord> reader = reader(rebuilt)) {
      assertThat(reader.getMetaString("avro.codec")).isEqualTo("deflate");
      assertThat(reader.getSchema().getFields()).hasSize(2);
    }
    assertThat(reports.offsets()).isEmpty();
    assertThat(second.committed()).isEqualTo(6);
  }

  @Test
  void aJsonFileIsWrittenAgainAsItWasAlthoughTheFormatIsAvroNow() {
    TaskRig first =
        new TaskRig(new MemoryStorage(false), reports, "format", "json", "roll.records", "2")
            .open(P0);
    first.script().then(Operation.PUBLISH, FAILS);
    produce(first, 0, ONE);
    produce(first, 1, TWO);
    first.poll();

    TaskRig second = first.another("format", "avro").openAt(P0, 0);
    produce(second, 2, ONE);
    produce(second, 3, ONE);
    second.poll();

    assertThat(second.files())
        .containsEntry(
            "topics/t/partition=0/t+0+0000000000+0000000001.json",
            "{\"id\":0}\n{\"id\":1,\"more\":null}\n");
    assertThat(ids(second)).isEqualTo(Map.of("2-3", List.of(2L, 3L)));
    assertThat(reports.offsets()).isEmpty();
  }

  @Test
  void recordsThatNoLongerFitTheSchemaOfTheirFileAreReportedAndLost() {
    TaskRig first =
        new TaskRig(new MemoryStorage(false), reports, "format", "avro", "roll.records", "4")
            .open(P0);
    first.script().then(Operation.PUBLISH, FAILS);
    for (long offset = 0; offset < 4; offset++) {
      produce(first, offset, ONE);
    }
    first.poll();

    TaskRig second = first.another().openAt(P0, 0);
    // Another converter gives another schema, or none.
    Schema text = SchemaBuilder.struct().field("id", Schema.STRING_SCHEMA).build();
    produce(second, 1, text, new Struct(text).put("id", "1"));
    produce(second, 2, null, Map.of("id", "two"));
    produce(second, 3, TWO);
    second.poll();
    second.poll();

    assertThat(ids(second)).isEqualTo(Map.of("0-3", List.of(0L, 3L)));
    assertThat(reports.offsets()).containsExactly(1L, 2L);
    assertThat(reports.reasons().get(0))
        .contains("from string to int64")
        .contains("at '/id'")
        .contains("+0000000003.avro");
    assertThat(second.context().metric("records-lost")).isEqualTo(2);
    assertThat(second.context().metric("records-written")).isEqualTo(2);
    assertThat(second.committed()).isEqualTo(4);
  }

  @Test
  void aFileWhoseRecordsVanishedIsWrittenAgainWithItsSchema() throws IOException {
    TaskRig first =
        new TaskRig(new MemoryStorage(false), reports, "format", "avro", "roll.records", "2")
            .open(P0);
    first.script().then(Operation.PUBLISH, FAILS);
    produce(first, 0, ONE);
    produce(first, 1, ONE);
    first.poll();

    TaskRig second = first.another().openAt(P0, 0);
    second.put(List.of(new SinkRecord("t", 0, null, null, TWO, new Struct(TWO).put("id", 5L), 5)));

    assertThat(ids(second)).isEqualTo(Map.of("0-1", List.of()));
    byte[] empty =
        second.store().files().get("topics/t/partition=0/t+0+0000000000+0000000001.avro").content();
    try (DataFileReader<GenericRecord> reader = reader(empty)) {
      assertThat(reader.getSchema().getFullName()).isEqualTo("One");
      assertThat(reader.getSchema().getFields()).hasSize(1);
    }
    assertThat(second.context().metric("records-lost")).isEqualTo(2);
  }

  @Test
  void manyPendingFilesOfALargeSchemaFitIntoTheLedger() {
    TaskRig first =
        new TaskRig(new MemoryStorage(false), reports, "format", "avro", "roll.records", "1")
            .open(P0);
    SchemaBuilder wide = SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA);
    for (int i = 0; i < 5_000; i++) {
      wide.field("field" + i * 0x9E3779B1, Schema.OPTIONAL_STRING_SCHEMA);
    }
    Schema schema = wide.build();
    for (long offset = 0; offset < 200; offset++) {
      produce(first, offset, schema);
      first.script().then(Operation.PUBLISH, FAILS);
    }
    first.poll();
    assertThat(ids(first)).isEmpty();
    int largestEntry =
        first.store().files().values().stream()
            .mapToInt(file -> file.content().length)
            .max()
            .orElse(0);
    // All of them together would have more than 2 MiB, if each had its own.
    assertThat(largestEntry).isBetween(50_000, 200_000);

    TaskRig second = first.another().openAt(P0, 0);
    second.poll();

    assertThat(ids(second)).hasSize(200);
    assertThat(reports.offsets()).isEmpty();
  }
}
