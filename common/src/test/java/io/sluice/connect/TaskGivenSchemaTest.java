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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.storage.MemoryStorage;
import io.sluice.storage.StorageCall.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values without a schema in files of the schema that the user gives. */
class TaskGivenSchemaTest {
  private static final String ORDER =
      """
      {"type": "record", "name": "Order", "fields": [
        {"name": "id", "type": "int"},
        {"name": "at", "type": ["null", {"type": "long", "logicalType": "timestamp-millis"}],
         "default": null},
        {"name": "note", "type": "string", "default": "none"}]}
      """;

  private final CollectedReports reports = new CollectedReports();

  private TaskRig rig(boolean survives, String... settings) {
    List<String> all = new ArrayList<>(List.of("format", "avro", "schema.text", ORDER));
    all.addAll(List.of(settings));
    return new TaskRig(new MemoryStorage(survives), reports, all.toArray(String[]::new)).open(P0);
  }

  private static void produce(TaskRig rig) {
    rig.produce(P0, 0, "key", Map.of("id", 1L));
    rig.produce(P0, 1, "key", Map.of("id", 2L, "at", "1970-01-01T00:00:01Z", "note", "x"));
    rig.produce(P0, 2, "key", Map.of("id", "secret"));
    rig.produce(P0, 3, "key", Map.of("id", 3L, "more", true));
    rig.produce(P0, 4, "key", Map.of("at", 5L));
    rig.produce(P0, 5, "key", "no object");
    rig.produce(P0, 6, "key", Map.of("id", 4L));
    rig.produce(P0, 7, "key", Map.of("id", 5L));
  }

  @Test
  void valuesAreConvertedAndThoseThatDoNotFitAreReportedWithTheirPlace() {
    TaskRig rig = rig(true, "roll.records", "4");
    produce(rig);
    rig.poll();
    rig.poll();

    assertThat(AvroFiles.asJson(rig))
        .isEqualTo(
            Map.of(
                "0-7",
                List.of(
                    "{\"id\": 1, \"at\": null, \"note\": \"none\"}",
                    "{\"id\": 2, \"at\": 1000, \"note\": \"x\"}",
                    "{\"id\": 4, \"at\": null, \"note\": \"none\"}",
                    "{\"id\": 5, \"at\": null, \"note\": \"none\"}")));
    assertThat(reports.offsets()).containsExactly(2L, 3L, 4L, 5L);
    assertThat(reports.reasons())
        .allMatch(reason -> reason.contains("The value does not fit schema.text at '"))
        .noneMatch(reason -> reason.contains("secret"));
    assertThat(reports.reasons().get(0)).contains("at '/id'", "String");
    assertThat(reports.reasons().get(1)).contains("at '/more'", "does not have this field");
    assertThat(reports.reasons().get(2)).contains("at '/id'", "null");
    assertThat(rig.committed()).isEqualTo(8);
  }

  @Test
  void aRecordThatDoesNotFitOpensNoFile() {
    TaskRig rig = rig(true);
    rig.produce(P0, 0, "key", Map.of("id", "x"));
    rig.poll();
    assertThat(rig.script().calls()).noneMatch(call -> call.operation() == Operation.STAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc", "csv"})
  void everyFormatWithASchemaHasIt(String format) {
    TaskRig rig = rig(true, "format", format, "roll.records", "4");
    produce(rig);
    rig.poll();
    rig.poll();

    assertThat(reports.offsets()).containsExactly(2L, 3L, 4L, 5L);
    assertThat(rig.context().metric("files-published")).isEqualTo(1);
    assertThat(rig.context().metric("records-written")).isEqualTo(4);
    if (format.equals("csv")) {
      assertThat(rig.files().values())
          .containsExactly(
              "id,at,note\r\n1,,none\r\n2,1970-01-01T00:00:01.000Z,x\r\n4,,none\r\n5,,none\r\n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"avro", "csv"})
  void aFileIsWrittenAgainWithItsSchemaWhateverIsGivenNow(String format) {
    TaskRig first = rig(false, "format", format, "roll.records", "4");
    first.script().then(Operation.PUBLISH, FAILS);
    produce(first);
    first.poll();
    first.poll();

    TaskRig second = first.another("schema.text", ORDER.replace("note", "text")).openAt(P0, 0);
    second.poll().poll().poll();

    assertThat(second.context().metric("records-written")).isEqualTo(4);
    assertThat(second.context().metric("records-lost")).isZero();
    assertThat(reports.offsets()).containsOnly(2L, 3L, 4L, 5L);
  }

  @Test
  void valuesWithASchemaKeepIt() {
    Schema schema = SchemaBuilder.struct().field("other", Schema.INT64_SCHEMA).build();
    TaskRig rig = rig(true, "roll.records", "1");
    rig.produce(new SinkRecord("t", 0, null, null, schema, new Struct(schema).put("other", 1L), 0));
    rig.produce(P0, 1, "key", Map.of("id", 1L));
    rig.poll();

    assertThat(AvroFiles.asJson(rig).get("0-0")).containsExactly("{\"other\": 1}");
    assertThat(AvroFiles.asJson(rig)).containsKey("1-1");
    assertThat(reports.offsets()).isEmpty();
  }

  @Test
  void withRecordFieldsTheSchemaDescribesTheRow() {
    String row =
        "{\"properties\": {\"value\": "
            + "{\"type\": \"string\"}, \"offset\":"
            + " {\"type\": \"integer\"}}}";
    TaskRig rig =
        rig(true, "schema.text", row, "record.fields", "value,offset", "roll.records", "1");
    rig.produce(P0, 0, "key", "x");
    rig.poll();

    assertThat(AvroFiles.asJson(rig).get("0-0"))
        .containsExactly("{\"value\": \"x\", \"offset\": 0}");
  }

  @Test
  void aTaskWhoseSchemaCannotBeReadDoesNotStart() {
    assertThatThrownBy(() -> rig(true, "schema.text", "{"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("schema.text is not JSON");
  }
}
