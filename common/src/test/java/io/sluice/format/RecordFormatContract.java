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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** What a format of records with a schema owes to the engine: records, written and rejected. */
abstract class RecordFormatContract extends FormatContract {
  static final Schema NESTED =
      SchemaBuilder.struct().optional().name("Nested").field("a", Schema.STRING_SCHEMA).build();
  static final Schema SCHEMA =
      SchemaBuilder.struct()
          .name("com.acme.Value")
          .version(3)
          .field("id", Schema.INT32_SCHEMA)
          .field("text", Schema.STRING_SCHEMA)
          .field("list", SchemaBuilder.array(Schema.OPTIONAL_FLOAT64_SCHEMA).build())
          .field("nested", NESTED)
          .field("price", Decimal.builder(2).optional().build())
          .build();

  @Override
  Schema schema() {
    return SCHEMA;
  }

  @Override
  Object value(int index) {
    return new Struct(SCHEMA)
        .put("id", index)
        .put("text", "ü€😀 \"quoted\" \n" + Integer.toHexString(index * 0x9E3779B1))
        .put("list", Arrays.asList(1.0, null, index / 7.0))
        .put("nested", index % 3 == 0 ? null : new Struct(NESTED).put("a", "b" + index))
        .put("price", index % 2 == 0 ? null : new BigDecimal(index).movePointLeft(2));
  }

  @Override
  List<Object> rejectedValues() {
    @SuppressWarnings("unchecked")
    List<Object> untyped = (List<Object>) (List<?>) new ArrayList<>(List.of(1.0));
    Struct mixed = ((Struct) value(1)).put("list", untyped);
    untyped.add("text");
    Schema other = SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();
    return List.of(
        new Struct(SCHEMA).put("id", 1).put("text", "x".repeat(10_000)),
        ((Struct) value(1)).put("text", "cut \uD83D"),
        ((Struct) value(1)).put("nested", new Struct(NESTED).put("a", "\uDE00")),
        ((Struct) value(1)).put("price", new BigDecimal("0.001")),
        ((Struct) value(1)).put("price", new BigDecimal("1E+1000000000")),
        mixed,
        new Struct(other).put("id", 1),
        Map.of("id", 1),
        "text");
  }
}
