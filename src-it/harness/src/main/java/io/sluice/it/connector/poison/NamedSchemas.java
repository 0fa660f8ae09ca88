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
package io.sluice.it.connector.poison;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** Values that do not fit the types which names and parameters of their schemas determine. */
final class NamedSchemas {
  private static final String ENUM = "io.confluent.connect.avro.Enum";

  private static final Schema REGION =
      SchemaBuilder.string()
          .name("poison.Region")
          .parameter(ENUM, "poison.Region")
          .parameter(ENUM + ".APAC", "APAC")
          .parameter(ENUM + ".EMEA", "EMEA")
          .build();
  private static final Schema DIGEST =
      SchemaBuilder.bytes().name("poison.Digest").parameter("connect.fixed.size", "4").build();
  private static final Schema CHOICE =
      SchemaBuilder.struct()
          .name("io.confluent.connect.avro.Union")
          .field("int", Schema.OPTIONAL_INT32_SCHEMA)
          .field("string", Schema.OPTIONAL_STRING_SCHEMA)
          .build();
  private static final Schema PRICE =
      SchemaBuilder.struct()
          .name("io.debezium.data.VariableScaleDecimal")
          .field("scale", Schema.INT32_SCHEMA)
          .field("value", Schema.BYTES_SCHEMA)
          .build();

  private NamedSchemas() {}

  static SchemaAndValue noSymbol(long number) {
    return of(number, "region", REGION, "MARS");
  }

  static SchemaAndValue wrongLength(long number) {
    return of(number, "digest", DIGEST, new byte[5]);
  }

  static SchemaAndValue twoBranches(long number) {
    return of(number, "choice", CHOICE, new Struct(CHOICE).put("int", 1).put("string", "a"));
  }

  static SchemaAndValue noOffset(long number) {
    return of(number, "at", zoned(), "2024-03-01T11:00:00");
  }

  static SchemaAndValue beyondMicroseconds(long number) {
    return of(number, "at", zoned(), "2024-03-01T11:00:00.1234567Z");
  }

  static SchemaAndValue afterDay(long number) {
    return of(number, "clock", number("io.debezium.time.MicroTime"), 86_400_000_000L);
  }

  static SchemaAndValue farAway(long number) {
    return of(number, "at", number("io.debezium.time.Timestamp"), Long.MAX_VALUE);
  }

  static SchemaAndValue largeScale(long number) {
    Struct price = new Struct(PRICE).put("scale", 1_000_000).put("value", new byte[] {1});
    return of(number, "price", PRICE, price);
  }

  private static Schema zoned() {
    return SchemaBuilder.string().name("io.debezium.time.ZonedTimestamp").build();
  }

  private static Schema number(String name) {
    return SchemaBuilder.int64().name(name).build();
  }

  private static SchemaAndValue of(long number, String field, Schema type, Object value) {
    Schema schema =
        SchemaBuilder.struct().field("note", Schema.STRING_SCHEMA).field(field, type).build();
    Struct row = new Struct(schema).put("note", PoisonMessage.text(number)).put(field, value);
    return new SchemaAndValue(schema, row);
  }
}
