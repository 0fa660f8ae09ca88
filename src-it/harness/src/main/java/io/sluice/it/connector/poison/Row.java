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

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;

/** A struct with a field of each type that can be wrong. */
final class Row {
  static final long DAY_MILLIS = 24L * 60 * 60 * 1000;

  static final Schema INNER =
      SchemaBuilder.struct()
          .name("poison.Inner")
          .field("label", Schema.STRING_SCHEMA)
          .field("weight", Schema.FLOAT64_SCHEMA)
          .build();

  static final Schema SCHEMA =
      SchemaBuilder.struct()
          .name("poison.Row")
          .field("number", Schema.INT64_SCHEMA)
          .field("note", Schema.STRING_SCHEMA)
          .field("ratio", Schema.FLOAT64_SCHEMA)
          .field("amount", Decimal.builder(2).parameter("connect.decimal.precision", "12").build())
          .field("day", org.apache.kafka.connect.data.Date.SCHEMA)
          .field("clock", Time.SCHEMA)
          .field("token", SchemaBuilder.string().name("io.debezium.data.Uuid").build())
          .field("tags", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
          .field("readings", SchemaBuilder.array(Schema.FLOAT64_SCHEMA).build())
          .field("counts", SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT64_SCHEMA).build())
          .field("inner", INNER)
          .field("parts", SchemaBuilder.array(INNER).build())
          .field("last", Schema.INT32_SCHEMA)
          .build();

  private Row() {}

  /** A row that every format with a schema can hold, with mutable collections. */
  static Struct good(long number) {
    return new Struct(SCHEMA)
        .put("number", number)
        .put("note", PoisonMessage.text(number))
        .put("ratio", 0.5)
        .put("amount", new BigDecimal("12.50"))
        .put("day", new Date(0))
        .put("clock", new Date(1))
        .put("token", "123e4567-e89b-12d3-a456-426614174000")
        .put("tags", new ArrayList<>(List.of(PoisonMessage.text(number))))
        .put("readings", new ArrayList<>(List.of(0.25)))
        .put("counts", new LinkedHashMap<>(Map.of(PoisonMessage.text(number), number)))
        .put("inner", innerWithoutWeight().put("weight", 2.0))
        .put("parts", new ArrayList<>(List.of(innerWithoutWeight().put("weight", 3.0))))
        .put("last", 1);
  }

  /** A good row without a value in one of its fields. */
  static Struct without(String field, long number) {
    Struct good = good(number);
    Struct row = new Struct(SCHEMA);
    for (Field each : SCHEMA.fields()) {
      if (!each.name().equals(field)) {
        row.put(each, good.get(each));
      }
    }
    return row;
  }

  static Struct innerWithoutWeight() {
    return new Struct(INNER).put("label", "inner");
  }

  /** Adds an element that a struct would reject, after the struct has validated the list. */
  @SuppressWarnings("unchecked") // What is wrong here is the point.
  static void add(Struct row, String field, Object element) {
    ((List<Object>) row.get(field)).add(element);
  }

  /** Adds an entry to a map, as {@link #add} does to a list. */
  @SuppressWarnings("unchecked") // What is wrong here is the point.
  static void count(Struct row, Object key, Object value) {
    ((Map<Object, Object>) row.get("counts")).put(key, value);
  }
}
