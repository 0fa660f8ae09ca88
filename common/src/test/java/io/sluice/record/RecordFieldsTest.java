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
package io.sluice.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.FieldsConfig;
import io.sluice.config.RecordField;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class RecordFieldsTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final Schema USER =
      SchemaBuilder.struct()
          .name("com.acme.User")
          .version(3)
          .field("name", Schema.STRING_SCHEMA)
          .field("age", Schema.OPTIONAL_INT32_SCHEMA)
          .build();
  private static final Struct ANN = new Struct(USER).put("name", "Ann");

  @Test
  void theValueAloneIsTheRecordItself() {
    SinkRecord record = record("k", USER, ANN);

    assertThat(select(record, RecordField.VALUE)).isSameAs(record);
  }

  @Test
  void aSingleFieldNeedsNoEnvelope() {
    SinkRecord record = record("k", USER, ANN);

    assertThat(select(record, RecordField.KEY).value()).isEqualTo("k");
    assertThat(select(record, RecordField.OFFSET).value()).isEqualTo(7L);
    assertThat(select(record, RecordField.OFFSET).valueSchema()).isEqualTo(Schema.INT64_SCHEMA);
    assertThat(select(record, RecordField.INGEST_TIME).value()).isEqualTo(new Date(NOW));
  }

  @Test
  void severalFieldsAreColumnsInTheOrderOfTheSetting() {
    SinkRecord row = select(record("k", USER, ANN), RecordField.values());

    assertThat(row.valueSchema().fields().stream().map(Field::name))
        .containsExactly(
            "key", "value", "headers", "topic", "partition", "offset", "timestamp", "ingest_time");
    Struct struct = (Struct) row.value();
    assertThat(struct.get("key")).isEqualTo("k");
    assertThat(struct.get("value")).isSameAs(ANN);
    assertThat(struct.get("topic")).isEqualTo("t");
    assertThat(struct.get("partition")).isEqualTo(2);
    assertThat(struct.get("offset")).isEqualTo(7L);
    assertThat(struct.get("timestamp")).isEqualTo(new Date(5));
    assertThat(struct.get("ingest_time")).isEqualTo(new Date(NOW));
    assertThat(row.valueSchema().field("timestamp").schema().name())
        .isEqualTo(Timestamp.LOGICAL_NAME);
    assertThat(struct.<Struct>getArray("headers"))
        .extracting(header -> header.getString("key") + "=" + header.getString("value"))
        .containsExactly("a=1", "b=null", "a=again");
    struct.validate();
  }

  @Test
  void coordinatesAreThoseBeforeTransformations() {
    SinkRecord routed = record("k", USER, ANN).newRecord("elsewhere", 0, null, "k", USER, ANN, 5L);

    Struct row = (Struct) select(routed, RecordField.TOPIC, RecordField.PARTITION).value();
    assertThat(row.get("topic")).isEqualTo("t");
    assertThat(row.get("partition")).isEqualTo(2);
  }

  @Test
  void theRowHasNameAndVersionOfTheValueInIt() {
    Schema row = select(record("k", USER, ANN), RecordField.VALUE, RecordField.KEY).valueSchema();

    assertThat(row.name()).isEqualTo("com.acme.User.Row");
    assertThat(row.version()).isEqualTo(3);
    Schema keys = select(record("k", USER, ANN), RecordField.KEY, RecordField.OFFSET).valueSchema();
    assertThat(keys.name()).isEqualTo("Row");
    assertThat(keys.version()).isNull();
  }

  @Test
  void recordsOfTheSameSchemasShareOneObject() {
    RecordFields fields = fields(false, RecordField.KEY, RecordField.VALUE);
    Schema first = fields.select(record("a", USER, ANN), NOW).valueSchema();

    assertThat(fields.select(record("b", USER, ANN), NOW).valueSchema()).isSameAs(first);
    fields.select(record("c", Schema.STRING_SCHEMA, "v"), NOW);
    assertThat(fields.select(record("d", USER, ANN), NOW).valueSchema()).isSameAs(first);
  }

  @Test
  void aTombstoneHasTheSchemaOfTheRowsBeforeIt() {
    RecordFields fields = fields(true, RecordField.KEY, RecordField.VALUE);
    SinkRecord before = fields.select(record("a", USER, ANN), NOW);
    SinkRecord tombstone = fields.select(record("b", null, null), NOW);

    assertThat(tombstone.valueSchema()).isSameAs(before.valueSchema());
    assertThat(((Struct) tombstone.value()).get("key")).isEqualTo("b");
    assertThat(((Struct) tombstone.value()).get("value")).isNull();
    assertThat(((Struct) before.value()).getStruct("value").get("name")).isEqualTo("Ann");
  }

  @Test
  void aRecordWithoutKeyHasANullKey() {
    RecordFields fields = fields(false, RecordField.KEY, RecordField.OFFSET);
    SinkRecord keyed = new SinkRecord("t", 0, USER, ANN, null, null, 1);
    SinkRecord keyless = new SinkRecord("t", 0, null, null, null, null, 2);

    Schema schema = fields.select(keyed, NOW).valueSchema();
    SinkRecord row = fields.select(keyless, NOW);
    assertThat(row.valueSchema()).isSameAs(schema);
    assertThat(((Struct) row.value()).get("key")).isNull();
  }

  @Test
  void partsWithoutSchemaMakeAMapWithoutSchema() {
    SinkRecord record = new SinkRecord("t", 0, null, "k", null, Map.of("a", 1L), 3);

    SinkRecord row = select(record, RecordField.KEY, RecordField.VALUE, RecordField.OFFSET);
    assertThat(row.valueSchema()).isNull();
    assertThat(row.value()).isEqualTo(Map.of("key", "k", "value", Map.of("a", 1L), "offset", 3L));
  }

  @Test
  void aValueThatDoesNotFitItsSchemaIsRefused() {
    SinkRecord record = record("k", USER, new Struct(USER));

    assertThatThrownBy(() -> select(record, RecordField.KEY, RecordField.VALUE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("name");
  }

  private static SinkRecord select(SinkRecord record, RecordField... fields) {
    return fields(false, fields).select(record, NOW);
  }

  private static RecordFields fields(boolean nullValues, RecordField... fields) {
    return RecordFields.of(new FieldsConfig(List.of(fields), nullValues));
  }

  private static SinkRecord record(Object key, Schema schema, Object value) {
    Headers headers = new ConnectHeaders();
    headers.addInt("a", 1).add("b", null, null).addString("a", "again");
    return new SinkRecord(
        "t",
        2,
        Schema.STRING_SCHEMA,
        key,
        schema,
        value,
        7,
        5L,
        TimestampType.CREATE_TIME,
        headers);
  }
}
