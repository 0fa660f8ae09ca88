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

import io.sluice.avro.Datums;
import io.sluice.storage.MemoryStorage;
import io.sluice.storage.StorageCall.Operation;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of Avro that stay encoded. */
class TaskRawAvroTest {
  private static final Schema ONE =
      Datums.parse(
          """
          {'type': 'record', 'name': 'One', 'doc': 'of the producer', 'fields': [
            {'name': 'id', 'type': 'long'},
            {'name': 'region', 'type': ['null', 'string'], 'default': null},
            {'name': 'time', 'type': {'type': 'long', 'logicalType': 'timestamp-micros'}}]}
          """);
  private static final Schema TWO =
      Datums.parse(
          """
          {'type': 'record', 'name': 'One', 'fields': [
            {'name': 'id', 'type': 'long'},
            {'name': 'region', 'type': ['null', 'string'], 'default': null},
            {'name': 'time', 'type': {'type': 'long', 'logicalType': 'timestamp-micros'}},
            {'name': 'more', 'type': {'type': 'enum', 'name': 'More', 'symbols': ['A', 'B']}}]}
          """);

  private final CollectedReports reports = new CollectedReports();

  private TaskRig rig(String... settings) {
    return new TaskRig(new MemoryStorage(true), reports, settings);
  }

  private static GenericRecordBuilder record(Schema schema, long id) {
    GenericRecordBuilder record =
        new GenericRecordBuilder(schema)
            .set("id", id)
            .set("region", id % 3 == 0 ? null : "r" + id % 3)
            .set("time", 1_700_000_000_000_000L + id * 3_600_000_000L);
    return schema.equals(ONE) ? record : record.set("more", new GenericData.EnumSymbol(null, "B"));
  }

  private static byte[] datum(Schema schema, long id) {
    return Datums.encode(schema, record(schema, id).build());
  }

  private static void produce(TaskRig rig, long offset, Schema schema, byte[] datum) {
    rig.produce(offset, Datums.connect(schema), ByteBuffer.wrap(datum));
  }

  private static void produce(TaskRig rig, long offset, Schema schema) {
    produce(rig, offset, schema, datum(schema, offset));
  }

  private static String json(Schema schema, long id) {
    return record(schema, id).build().toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "true"})
  void eachWriterSchemaHasItsFiles(String inference) {
    TaskRig rig =
        rig("format", "avro", "roll.records", "2", "schema.inference", inference).open(P0);
    for (long offset = 0; offset < 4; offset++) {
      produce(rig, offset, offset % 2 == 0 ? ONE : TWO);
    }
    rig.poll();
    rig.poll();

    assertThat(reports.reasons()).isEmpty();
    assertThat(AvroFiles.asJson(rig))
        .isEqualTo(
            Map.of(
                "0-2", List.of(json(ONE, 0), json(ONE, 2)),
                "1-3", List.of(json(TWO, 1), json(TWO, 3))));
    assertThat(AvroFiles.of(rig).get("0-2").get(0).getSchema()).isEqualTo(ONE);
  }

  @Test
  void fieldsOfDatumsMakePathsAndTimes() {
    TaskRig rig =
        rig(
                "format", "avro",
                "directory.template", "region={value.region|none}/{timestamp:HH}/{value.more|no}",
                "timestamp.source", "value.time",
                "close.policy", "commit")
            .open(P0);
    for (long offset = 0; offset < 3; offset++) {
      produce(rig, offset, offset == 2 ? TWO : ONE);
    }
    rig.poll();
    rig.close(P0);

    assertThat(rig.store().files().keySet().stream().filter(name -> name.endsWith(".avro")))
        .containsExactlyInAnyOrder(
            "topics/region=none/22/no/t+0+0000000000+0000000000.avro",
            "topics/region=r1/23/no/t+0+0000000001+0000000001.avro",
            "topics/region=r2/00/B/t+0+0000000002+0000000002.avro");
  }

  @Test
  void aDatumThatIsNotWholeIsReportedAndTheFileStaysReadable() {
    TaskRig rig = rig("format", "avro", "roll.records", "2").open(P0);
    byte[] datum = datum(ONE, 1);
    produce(rig, 0, ONE);
    produce(rig, 1, ONE, Arrays.copyOf(datum, datum.length - 1));
    produce(rig, 2, ONE, Arrays.copyOf(datum, datum.length + 1));
    produce(rig, 3, ONE);
    rig.poll();
    rig.poll();

    assertThat(reports.offsets()).containsExactly(1L, 2L);
    assertThat(reports.reasons().get(0))
        .contains("no datum of their writer schema: at byte 12 the datum ends early");
    assertThat(reports.reasons().get(1)).contains("the datum ends, and 1 bytes follow");
    assertThat(AvroFiles.asJson(rig)).isEqualTo(Map.of("0-3", List.of(json(ONE, 0), json(ONE, 3))));
    assertThat(rig.committed()).isEqualTo(4);
  }

  @Test
  void recordMaxBytesLimitsADatum() {
    TaskRig rig = rig("format", "avro", "roll.records", "1", "record.max.bytes", "20").open(P0);
    produce(rig, 0, ONE);
    produce(rig, 1, ONE, Datums.encode(ONE, record(ONE, 1).set("region", "r".repeat(20)).build()));
    rig.poll();
    rig.poll();

    assertThat(reports.offsets()).containsExactly(1L);
    assertThat(reports.reasons().get(0)).contains("record.max.bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "json,value",
    "text,value",
    "bytes,value",
    "csv,value",
    "parquet,value",
    "orc,value",
    "sequencefile,value",
    "'avro','value,offset'",
    "'json','key,value'"
  })
  void onlyAvroFilesOfValuesTakeDatums(String format, String fields) {
    TaskRig rig = rig("format", format, "record.fields", fields).open(P0);
    produce(rig, 0, ONE);
    rig.poll();
    rig.poll();

    assertThat(reports.offsets()).containsExactly(0L);
    assertThat(reports.reasons().get(0))
        .contains("RawAvroConverter")
        .contains("format=avro with record.fields=value")
        .contains("set value.converter to the registry's own converter");
    assertThat(rig.store().allStaged()).isEmpty();
  }

  @Test
  void otherPartsOfRecordsWithDatumsAreWritten() {
    TaskRig rig = rig("format", "json", "record.fields", "offset", "roll.records", "1").open(P0);
    produce(rig, 7, ONE);
    rig.poll();

    assertThat(rig.values()).containsExactly("7");
  }

  @Test
  void filesAreWrittenAgainWithTheWriterSchemaOfTheLedger() {
    TaskRig first =
        new TaskRig(new MemoryStorage(false), reports, "format", "avro", "roll.records", "2")
            .open(P0);
    for (int i = 0; i < 4; i++) {
      first.script().then(Operation.PUBLISH, FAILS);
    }
    for (long offset = 0; offset < 4; offset++) {
      produce(first, offset, offset % 2 == 0 ? ONE : TWO);
    }
    first.poll();
    assertThat(AvroFiles.of(first)).isEmpty();

    TaskRig second = first.another("format", "json").openAt(P0, 0);
    second.poll();

    assertThat(AvroFiles.asJson(second))
        .isEqualTo(
            Map.of(
                "0-2", List.of(json(ONE, 0), json(ONE, 2)),
                "1-3", List.of(json(TWO, 1), json(TWO, 3))));
    assertThat(reports.offsets()).isEmpty();
  }

  @Test
  void aDatumOfAnotherSchemaDoesNotGoToAFileThatIsWrittenAgain() {
    TaskRig first =
        new TaskRig(new MemoryStorage(false), reports, "format", "avro", "roll.records", "3")
            .open(P0);
    first.script().then(Operation.PUBLISH, FAILS);
    produce(first, 0, ONE);
    produce(first, 1, ONE);
    produce(first, 2, ONE);
    first.poll();

    TaskRig second = first.another().openAt(P0, 0);
    second.put(
        List.of(
            TaskRig.record(0, Datums.connect(ONE), ByteBuffer.wrap(datum(ONE, 0))),
            TaskRig.record(1, Datums.connect(TWO), ByteBuffer.wrap(datum(TWO, 1))),
            TaskRig.record(2, org.apache.kafka.connect.data.Schema.BYTES_SCHEMA, datum(ONE, 2)),
            TaskRig.record(3, Datums.connect(ONE), ByteBuffer.wrap(datum(ONE, 3)))));
    second.put(List.of());

    assertThat(reports.offsets()).containsExactly(1L, 2L);
    assertThat(reports.reasons())
        .allSatisfy(reason -> assertThat(reason).contains("no longer fits", "the type changes"));
    assertThat(AvroFiles.asJson(second)).containsEntry("0-2", List.of(json(ONE, 0)));
  }
}
