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

import io.sluice.config.FormatConfig;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** Rows that every format of records with a schema can write. */
final class SampleRows {
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

  private SampleRows() {}

  /** A row that differs for each index. */
  static Struct row(int index) {
    return new Struct(SCHEMA)
        .put("id", index)
        .put("text", "ü€😀 \"quoted\" \n" + Integer.toHexString(index * 0x9E3779B1))
        .put("list", Arrays.asList(1.0, null, index / 7.0))
        .put("nested", index % 3 == 0 ? null : new Struct(NESTED).put("a", "b" + index))
        .put("price", index % 2 == 0 ? null : new BigDecimal(index).movePointLeft(2));
  }

  /** A row whose text has this many characters, and whose other fields are small. */
  static Struct rowWithText(int characters) {
    return new Struct(SCHEMA)
        .put("id", 0)
        .put("text", "x".repeat(characters))
        .put("list", List.of());
  }

  /** A row from the fields that a reader returned. */
  static Struct row(Map<String, Object> fields) {
    Map<?, ?> nested = (Map<?, ?>) fields.get("nested");
    return new Struct(SCHEMA)
        .put("id", fields.get("id"))
        .put("text", fields.get("text"))
        .put("list", fields.get("list"))
        .put("nested", nested == null ? null : new Struct(NESTED).put("a", nested.get("a")))
        .put("price", fields.get("price"));
  }

  /** A file for rows, uncompressed as a whole. */
  static TestFile file(FormatConfig config) throws IOException {
    return TestFile.of(config, SCHEMA, row(0));
  }
}
