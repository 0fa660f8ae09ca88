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
package io.sluice.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

class DatumFieldTest {
  private static final Object ABSENT = "absent";
  private static final Schema SCHEMA =
      Datums.parse(
          """
          {'type': 'record', 'name': 'R', 'fields': [
            {'name': 'flag', 'type': 'boolean'},
            {'name': 'int', 'type': 'int'},
            {'name': 'long', 'type': ['long', 'null']},
            {'name': 'float', 'type': 'float'},
            {'name': 'double', 'type': 'double'},
            {'name': 'text', 'type': 'string'},
            {'name': 'bytes', 'type': 'bytes'},
            {'name': 'fixed', 'type': {'type': 'fixed', 'name': 'F', 'size': 2}},
            {'name': 'enum', 'type': {'type': 'enum', 'name': 'E', 'symbols': ['A', 'B']}},
            {'name': 'date', 'type': {'type': 'int', 'logicalType': 'date'}},
            {'name': 'time', 'type': {'type': 'int', 'logicalType': 'time-millis'}},
            {'name': 'millis', 'type': {'type': 'long', 'logicalType': 'timestamp-millis'}},
            {'name': 'micros', 'type': ['null', {'type': 'long', 'logicalType': 'timestamp-micros'}]},
            {'name': 'debezium', 'type': {'type': 'long', 'connect.name': 'io.debezium.time.NanoTimestamp'}},
            {'name': 'decimal', 'type': {'type': 'bytes', 'logicalType': 'decimal', 'precision': 9, 'scale': 2}},
            {'name': 'list', 'type': {'type': 'array', 'items': 'int'}},
            {'name': 'either', 'type': ['int', 'string']},
            {'name': 'nested', 'type': ['null', {'type': 'record', 'name': 'N', 'fields': [
              {'name': 'map', 'type': {'type': 'map', 'values': ['null', 'string']}},
              {'name': 'again', 'type': ['null', 'N']}]}]},
            {'name': 'last', 'type': 'string'}]}
          """);

  private static GenericRecord nested(Map<String, Object> map, GenericRecord again) {
    return new GenericRecordBuilder(SCHEMA.getField("nested").schema().getTypes().get(1))
        .set("map", map)
        .set("again", again)
        .build();
  }

  private static GenericRecordBuilder record() {
    return new GenericRecordBuilder(SCHEMA)
        .set("flag", true)
        .set("int", -7)
        .set("long", Long.MIN_VALUE)
        .set("float", 1.5f)
        .set("double", -2.5)
        .set("text", "grün")
        .set("bytes", ByteBuffer.wrap(new byte[] {1, 2, 3}))
        .set("fixed", new GenericData.Fixed(null, new byte[] {4, 5}))
        .set("enum", new GenericData.EnumSymbol(null, "B"))
        .set("date", -1)
        .set("time", 1000)
        .set("millis", 1_700_000_000_123L)
        .set("micros", 1_700_000_000_123_456L)
        .set("debezium", 5L)
        .set(
            "decimal",
            new Conversions.DecimalConversion()
                .toBytes(
                    new BigDecimal("-12.30"),
                    SCHEMA.getField("decimal").schema(),
                    SCHEMA.getField("decimal").schema().getLogicalType()))
        .set("list", List.of(1, 2))
        .set("either", "this")
        .set("nested", nested(Map.of("k", "inner"), nested(Map.of("other", "x"), null)))
        .set("last", "end");
  }

  private static DatumField field(String path) {
    return DatumField.of(
        SCHEMA, path.isEmpty() ? List.of() : Arrays.asList(path.split("\\.")), ABSENT);
  }

  private static Object read(String path, GenericRecord record) {
    return field(path).read(ByteBuffer.wrap(Datums.encode(SCHEMA, record)));
  }

  private static Object read(String path) {
    return read(path, record().build());
  }

  @Test
  void valuesAreThoseOfConnect() {
    assertThat(read("flag")).isEqualTo(true);
    assertThat(read("int")).isEqualTo(-7);
    assertThat(read("long")).isEqualTo(Long.MIN_VALUE);
    assertThat(read("float")).isEqualTo(1.5f);
    assertThat(read("double")).isEqualTo(-2.5);
    assertThat(read("text")).isEqualTo("grün");
    assertThat(read("bytes")).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    assertThat(read("fixed")).isEqualTo(ByteBuffer.wrap(new byte[] {4, 5}));
    assertThat(read("enum")).isEqualTo("B");
    assertThat(read("date")).isEqualTo(new Date(-86_400_000));
    assertThat(read("time")).isEqualTo(new Date(1000));
    assertThat(read("millis")).isEqualTo(new Date(1_700_000_000_123L));
    assertThat(read("micros")).isEqualTo(1_700_000_000_123_456L);
    assertThat(read("decimal")).isEqualTo(new BigDecimal("-12.30"));
    assertThat(read("either")).isEqualTo("this");
    assertThat(read("last")).isEqualTo("end");
  }

  @Test
  void schemasSayHowATimeIsWritten() {
    assertThat(field("date").schema()).isEqualTo(org.apache.kafka.connect.data.Date.SCHEMA);
    assertThat(field("time").schema()).isEqualTo(Time.SCHEMA);
    assertThat(field("millis").schema()).isEqualTo(Timestamp.SCHEMA);
    assertThat(field("micros").schema().name()).isEqualTo("timestamp-micros");
    assertThat(field("debezium").schema().name()).isEqualTo("io.debezium.time.NanoTimestamp");
    assertThat(field("decimal").schema()).isEqualTo(Decimal.schema(2));
    assertThat(field("text").schema())
        .isEqualTo(org.apache.kafka.connect.data.Schema.STRING_SCHEMA);
    assertThat(field("either").schema()).isNull();
    assertThat(field("list").schema()).isNull();
    assertThat(field("nowhere").schema()).isNull();
  }

  @Test
  void pathsGoThroughRecordsAndMaps() {
    assertThat(read("nested.map.k")).isEqualTo("inner");
    assertThat(read("nested.map.other")).isEqualTo(ABSENT);
    assertThat(read("nested.again.map.other")).isEqualTo("x");
    assertThat(read("nested.again.again.map.k")).isNull();
    assertThat(read("nested.map.k", record().set("nested", null).build())).isNull();
    assertThat(read("long", record().set("long", null).build())).isNull();
    assertThat(read("nowhere")).isEqualTo(ABSENT);
    assertThat(read("text.more")).isEqualTo(ABSENT);
  }

  @Test
  void containersShowTheirKind() {
    assertThat(read("")).isInstanceOf(Struct.class);
    assertThat(read("nested")).isInstanceOf(Struct.class);
    assertThat(read("nested.map")).isInstanceOf(Map.class);
    assertThat(read("list")).isInstanceOf(List.class);
    assertThat(
            DatumField.of(Schema.create(Schema.Type.STRING), List.of(), ABSENT)
                .read(ByteBuffer.wrap(new byte[] {2, 'x'})))
        .isEqualTo("x");
  }

  @Test
  void aDatumThatEndsBeforeTheFieldIsRefused() {
    byte[] datum = Datums.encode(SCHEMA, record().build());
    DatumField last = field("last");
    for (int length = 0; length < datum.length; length++) {
      ByteBuffer part = ByteBuffer.wrap(datum, 0, length);
      assertThatThrownBy(() -> last.read(part)).isInstanceOf(DataException.class);
    }
    byte[] noDigits =
        Datums.encode(SCHEMA, record().set("decimal", ByteBuffer.allocate(0)).build());
    assertThatThrownBy(() -> field("decimal").read(ByteBuffer.wrap(noDigits)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("a decimal has no digits");
  }
}
