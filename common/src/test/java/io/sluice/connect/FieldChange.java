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

import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** Changes of a field between two versions of a schema, with a value for each version. */
enum FieldChange {
  WIDENED(Schema.INT32_SCHEMA, 1, Schema.INT64_SCHEMA, 2L, "1"),
  OPTIONAL(Schema.STRING_SCHEMA, "a", Schema.OPTIONAL_STRING_SCHEMA, null, "\"a\""),
  REQUIRED(
      Schema.OPTIONAL_STRING_SCHEMA,
      null,
      SchemaBuilder.string().defaultValue("b").build(),
      "a",
      "\"b\""),
  SYMBOLS(symbols("RED"), "RED", symbols("RED", "BLUE"), "BLUE", "\"RED\""),
  NESTED(
      inner(false),
      new Struct(inner(false)).put("x", 1f),
      inner(true),
      new Struct(inner(true)).put("x", 2d),
      "{\"x\": 1.0, \"y\": 7}"),
  ELEMENTS(
      SchemaBuilder.array(inner(false)).build(),
      List.of(new Struct(inner(false)).put("x", 1f)),
      SchemaBuilder.array(inner(true)).build(),
      List.of(),
      "[{\"x\": 1.0, \"y\": 7}]");

  final Schema before;
  final Object first;
  final Schema after;
  final Object second;

  /** The first value in the later version, as JSON. */
  final String projected;

  FieldChange(Schema before, Object first, Schema after, Object second, String projected) {
    this.before = before;
    this.first = first;
    this.after = after;
    this.second = second;
    this.projected = projected;
  }

  private static Schema symbols(String... symbols) {
    SchemaBuilder builder =
        SchemaBuilder.string().name("Color").parameter("io.confluent.connect.avro.Enum", "Color");
    for (String symbol : symbols) {
      builder.parameter("io.confluent.connect.avro.Enum." + symbol, symbol);
    }
    return builder.build();
  }

  private static Schema inner(boolean wide) {
    SchemaBuilder inner = SchemaBuilder.struct().name("Inner");
    return wide
        ? inner
            .field("x", Schema.FLOAT64_SCHEMA)
            .field("y", SchemaBuilder.int32().defaultValue(7).build())
            .build()
        : inner.field("x", Schema.FLOAT32_SCHEMA).build();
  }
}
