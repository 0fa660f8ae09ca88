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
import static io.sluice.connect.PublishedFiles.valuesOf;
import static io.sluice.connect.TaskRig.FAILS;
import static io.sluice.connect.TaskRig.P0;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.StorageCall.Operation;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fields of records in files, the names of files, and files that roll by event time. */
class TaskFieldsTest {
  private static final long TEN_O_CLOCK = 1_425_290_400_000L;

  private static void produce(TaskRig rig, long offset, String key, String value, long time) {
    rig.produce(
        new SinkRecord(
            "t",
            0,
            Schema.OPTIONAL_STRING_SCHEMA,
            key,
            value == null ? null : Schema.STRING_SCHEMA,
            value,
            offset,
            time,
            TimestampType.CREATE_TIME));
  }

  @Test
  void tombstonesAreRowsOfTheSameFile() {
    for (String format : new String[] {"json", "csv"}) {
      TaskRig rig =
          new TaskRig(
                  "format", format,
                  "record.fields", "key,value,offset",
                  "null.values", "write",
                  "roll.records", "3")
              .open(P0);
      produce(rig, 0, "a", "zero", 1);
      produce(rig, 1, "b", null, 1);
      produce(rig, 2, null, "two", 1);
      rig.poll();

      String expected =
          format.equals("csv")
              ? "key,value,offset\r\na,zero,0\r\nb,,1\r\n,two,2\r\n"
              : "{\"key\":\"a\",\"value\":\"zero\",\"offset\":0}\n"
                  + "{\"key\":\"b\",\"value\":null,\"offset\":1}\n"
                  + "{\"key\":null,\"value\":\"two\",\"offset\":2}\n";
      assertThat(rig.files()).isEqualTo(Map.of(name(0, 2).replace("txt", format), expected));
    }
  }

  @Test
  void aFileIsWrittenAgainWithItsOwnFieldsAlthoughTheSettingIsAnother() {
    TaskRig first =
        TaskRig.withMortalStaging(
                "format", "csv", "record.fields", "offset,value", "roll.records", "2")
            .open(P0);
    first.script().then(Operation.PUBLISH, FAILS);
    produce(first, 0, "a", "zero", 1);
    produce(first, 1, "b", "one", 1);
    first.poll();
    assertThat(first.files()).isEmpty();

    TaskRig second = first.another("record.fields", "key", "format", "text").open(P0);
    second.poll().poll();

    assertThat(second.files())
        .isEqualTo(Map.of(name(0, 1).replace("txt", "csv"), "offset,value\r\n0,zero\r\n1,one\r\n"));
  }

  private static void produceNumber(TaskRig rig, long offset, Integer value) {
    Schema schema = value == null ? null : Schema.INT32_SCHEMA;
    rig.produce(offset, schema, value);
  }

  /** Decides files of two records each, whose bytes die with the task. */
  private static TaskRig decided(String format, String nullValues) {
    TaskRig rig =
        TaskRig.withMortalStaging(
                "format",
                format,
                "record.fields",
                "offset,key,value",
                "null.values",
                nullValues,
                "roll.records",
                "2")
            .open(P0);
    rig.script().then(Operation.PUBLISH, FAILS);
    rig.script().then(Operation.PUBLISH, FAILS);
    return rig;
  }

  @ParameterizedTest
  @CsvSource({"csv, skip", "csv, write", "json, skip", "json, write"})
  void tombstonesAreInFilesThatAreWrittenAgain(String format, String nullValues) {
    TaskRig first = decided(format, "write");
    produceNumber(first, 0, 7);
    produceNumber(first, 1, null);
    produceNumber(first, 2, null);
    produceNumber(first, 3, 9);
    first.poll();
    assertThat(first.files()).isEmpty();

    TaskRig second = first.another("null.values", nullValues).open(P0);
    second.poll().poll();

    boolean csv = format.equals("csv");
    assertThat(second.files())
        .isEqualTo(
            Map.of(
                name(0, 1).replace("txt", format),
                csv
                    ? "offset,key,value\r\n0,,7\r\n1,,\r\n"
                    : "{\"offset\":0,\"key\":null,\"value\":7}\n"
                        + "{\"offset\":1,\"key\":null,\"value\":null}\n",
                name(2, 3).replace("txt", format),
                csv
                    ? "offset,key,value\r\n2,,\r\n3,,9\r\n"
                    : "{\"offset\":2,\"key\":null,\"value\":null}\n"
                        + "{\"offset\":3,\"key\":null,\"value\":9}\n"));
    assertThat(second.committed()).isEqualTo(4);
  }

  @Test
  void aFileIsWrittenAgainAlthoughNullValuesAreWrittenNow() {
    TaskRig first = decided("csv", "skip");
    produce(first, 0, "a", "zero", 1);
    produce(first, 1, "b", "one", 1);
    first.poll();

    TaskRig second = first.another("null.values", "write").open(P0);
    second.poll().poll();

    assertThat(second.files())
        .isEqualTo(
            Map.of(
                name(0, 1).replace("txt", "csv"), "offset,key,value\r\n0,a,zero\r\n1,b,one\r\n"));
  }

  @Test
  void theExtensionIsTheUsers() {
    TaskRig rig =
        new TaskRig("file.extension", ".customExtensionForTest", "text.separator", "SEPARATOR")
            .open(P0);
    rig.produce(P0, 0, 1);
    rig.poll();
    rig.another("close.policy", "commit", "roll.records", "2").open(P0).poll();

    assertThat(rig.files())
        .isEqualTo(
            Map.of(
                name(0, 1).replace(".txt", ".customExtensionForTest"), "v0SEPARATORv1SEPARATOR"));
  }

  @Test
  void aFileEndsBeforeTheRecordThatIsTooLateForItByEventTime() {
    TaskRig rig = new TaskRig("roll.event.time.ms", "60000").open(P0);
    for (int i = 0; i < 9; i++) {
      produce(rig, i, null, "v" + i, TEN_O_CLOCK + i * 20_000L);
    }
    rig.poll();

    assertThat(rig.values()).isEqualTo(valuesOf(0, 5));
    assertThat(rig.files()).containsOnlyKeys(name(0, 2), name(3, 5));
    assertThat(rig.committed()).isEqualTo(6);
  }

  @Test
  void lateRecordsJoinTheOpenFileOfTheirHour() {
    TaskRig rig =
        new TaskRig(
                "roll.event.time.ms", "600000",
                "directory.template", "{timestamp:HH}",
                "close.policy", "commit")
            .open(P0);
    long[] minutes = {0, -2, 9, -5, 10};
    for (int i = 0; i < minutes.length; i++) {
      produce(rig, i, null, "v" + i, TEN_O_CLOCK + minutes[i] * 60_000);
    }
    rig.poll();
    rig.close(P0);

    assertThat(rig.files())
        .isEqualTo(
            Map.of(
                "topics/10/t+0+0000000000+0000000002.txt", "v0\nv2\n",
                "topics/09/t+0+0000000001+0000000003.txt", "v1\nv3\n",
                "topics/10/t+0+0000000004+0000000004.txt", "v4\n"));
  }
}
