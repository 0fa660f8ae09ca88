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
package io.sluice.format;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/**
 * A row with a value of each type that a name or parameter determines, as change data capture and
 * the converters of registries deliver them. All times are on 2024-03-01, after 11:22:33.
 */
final class NamedTypeRow {
  static final long MILLIS = 1_709_292_153_123L;
  private static final long OF_DAY_MILLIS = 40_953_123L;
  private static final int DAY = 19_783;

  static final Schema SCHEMA =
      SchemaBuilder.struct()
          .field("date", int32("io.debezium.time.Date"))
          .field("avro_date", int32("date"))
          .field("time", Time.SCHEMA)
          .field("time_ms", int32("io.debezium.time.Time"))
          .field("time_us", int64("io.debezium.time.MicroTime"))
          .field("time_ns", int64("io.debezium.time.NanoTime"))
          .field("instant", Timestamp.SCHEMA)
          .field("instant_us", int64("timestamp-micros"))
          .field("instant_ns", int64("timestamp-nanos"))
          .field("zoned", string("io.debezium.time.ZonedTimestamp"))
          .field("local_ms", int64("io.debezium.time.Timestamp"))
          .field("local_us", int64("io.debezium.time.MicroTimestamp"))
          .field("local_ns", int64("io.debezium.time.NanoTimestamp"))
          .field("uuid", string("io.debezium.data.Uuid"))
          .field("json", string("io.debezium.data.Json"))
          .field("enum", symbols())
          .field("fixed", SchemaBuilder.bytes().name("Two").parameter("connect.fixed.size", "2"))
          .field("price", Decimal.builder(2).parameter("connect.decimal.precision", "10").build())
          .field("number", scaled())
          .field("union", union())
          .field("marker", SchemaBuilder.struct().optional().build())
          .field("none", SchemaBuilder.int64().name("timestamp-micros").optional().build())
          .build();

  private NamedTypeRow() {}

  static Schema int32(String name) {
    return SchemaBuilder.int32().name(name).build();
  }

  static Schema int64(String name) {
    return SchemaBuilder.int64().name(name).build();
  }

  static Schema string(String name) {
    return SchemaBuilder.string().name(name).build();
  }

  private static Schema symbols() {
    return SchemaBuilder.string()
        .parameter("io.confluent.connect.avro.Enum", "Color")
        .parameter("io.confluent.connect.avro.Enum.RED", "RED")
        .parameter("io.confluent.connect.avro.Enum.BLUE", "BLUE")
        .build();
  }

  private static Schema scaled() {
    return SchemaBuilder.struct()
        .name("io.debezium.data.VariableScaleDecimal")
        .field("scale", Schema.INT32_SCHEMA)
        .field("value", Schema.BYTES_SCHEMA)
        .build();
  }

  private static Schema union() {
    return SchemaBuilder.struct()
        .name("io.confluent.connect.avro.Union")
        .field("int", Schema.OPTIONAL_INT32_SCHEMA)
        .field("string", Schema.OPTIONAL_STRING_SCHEMA)
        .build();
  }

  static Struct value() {
    return new Struct(SCHEMA)
        .put("date", DAY)
        .put("avro_date", DAY)
        .put("time", new Date(OF_DAY_MILLIS))
        .put("time_ms", (int) OF_DAY_MILLIS)
        .put("time_us", OF_DAY_MILLIS * 1000 + 456)
        .put("time_ns", OF_DAY_MILLIS * 1_000_000 + 456_789)
        .put("instant", new Date(MILLIS))
        .put("instant_us", MILLIS * 1000 + 456)
        .put("instant_ns", MILLIS * 1_000_000 + 456_789)
        .put("zoned", "2024-03-01T12:22:33.123456+01:00")
        .put("local_ms", MILLIS)
        .put("local_us", MILLIS * 1000 + 456)
        .put("local_ns", MILLIS * 1_000_000 + 456_789)
        .put("uuid", ValuesContract.UUID)
        .put("json", "{\"a\":1}")
        .put("enum", "BLUE")
        .put("fixed", new byte[] {1, -1})
        .put("price", new BigDecimal("-12345678.90"))
        .put(
            "number",
            new Struct(SCHEMA.field("number").schema())
                .put("scale", 3)
                .put("value", BigInteger.valueOf(-1500).toByteArray()))
        .put("union", new Struct(SCHEMA.field("union").schema()).put("string", "s"))
        .put("marker", new Struct(SCHEMA.field("marker").schema()));
  }
}
