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
package io.sluice.it.score.formats;

import io.sluice.it.read.NormalForm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Objects of converters without schemas. The first two together have every field, and the second
 * widens the schema of the first; the others have random fields.
 */
final class SchemalessCorpus implements Corpus {
  private static final Schema ITEM =
      SchemaBuilder.struct()
          .field("price", Schema.OPTIONAL_FLOAT64_SCHEMA)
          .field("serial", Schema.OPTIONAL_INT64_SCHEMA)
          .optional()
          .build();

  private static final Schema NESTED =
      SchemaBuilder.struct().field("text", Schema.OPTIONAL_STRING_SCHEMA).optional().build();

  /**
   * The expected schema: the fields of the first object sorted by name, then the others, without
   * those that are only null or empty.
   */
  private static final Schema SCHEMA =
      SchemaBuilder.struct()
          .field("flag", Schema.OPTIONAL_BOOLEAN_SCHEMA)
          .field("items", SchemaBuilder.array(ITEM).optional().build())
          .field("nested", NESTED)
          .field("number", Schema.OPTIONAL_FLOAT64_SCHEMA)
          .field("whole", Schema.OPTIONAL_INT64_SCHEMA)
          .field("list", SchemaBuilder.array(Schema.OPTIONAL_INT64_SCHEMA).optional().build())
          .build();

  @Override
  public String name() {
    return "schemaless";
  }

  @Override
  public SinkRecord record(long seed, long offset) {
    return new SinkRecord(name(), 0, null, null, null, value(seed, offset), offset);
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public Object row(long seed, long offset) {
    return NormalForm.of(SCHEMA, declared(SCHEMA, value(seed, offset)));
  }

  private static Map<String, Object> value(long seed, long offset) {
    if (offset == 0) {
      return first();
    }
    return offset == 1 ? second() : any(new RandomValues(seed, offset));
  }

  private static Map<String, Object> first() {
    Map<String, Object> first = new LinkedHashMap<>();
    first.put("whole", 1L);
    first.put("number", 2L);
    first.put("nothing", null);
    first.put("nested", Map.of("text", "", "empty", Map.of()));
    first.put("items", List.of(Map.of("serial", Long.MAX_VALUE, "price", 3L)));
    first.put("flag", true);
    return first;
  }

  private static Map<String, Object> second() {
    return Map.of("number", 0.5, "items", List.of(Map.of("price", 0.25)), "list", List.of(4L));
  }

  private static Map<String, Object> any(RandomValues random) {
    Map<String, Object> any = new LinkedHashMap<>();
    put(any, "list", random, () -> random.list(() -> random.optional(random::int64)));
    put(any, "whole", random, random::int64);
    put(any, "number", random, () -> number(random));
    put(any, "nothing", random, () -> null);
    put(any, "nested", random, () -> nested(random));
    put(any, "items", random, () -> random.list(() -> random.optional(() -> item(random))));
    put(any, "flag", random, random::flag);
    return any;
  }

  private static Map<String, Object> nested(RandomValues random) {
    Map<String, Object> nested = new LinkedHashMap<>();
    put(nested, "text", random, random::text);
    put(nested, "empty", random, Map::of);
    return nested;
  }

  private static Map<String, Object> item(RandomValues random) {
    Map<String, Object> item = new LinkedHashMap<>();
    put(item, "serial", random, random::int64);
    put(item, "price", random, () -> number(random));
    return item;
  }

  /** Whole numbers, or floating-point numbers with an integral value. */
  private static Object number(RandomValues random) {
    return random.flag() ? (Object) (long) random.int32() : (Object) random.float64(false);
  }

  /** A field that may be null or missing. */
  private static void put(
      Map<String, Object> object, String name, RandomValues random, Supplier<Object> value) {
    if (!random.one(4)) {
      object.put(name, random.optional(value));
    }
  }

  /** A value as it would be if it had been sent with the schema. */
  private static Object declared(Schema schema, Object value) {
    if (value == null) {
      return null;
    }
    return switch (schema.type()) {
      case FLOAT64 -> ((Number) value).doubleValue();
      case ARRAY -> list(schema, (List<?>) value);
      case STRUCT -> struct(schema, (Map<?, ?>) value);
      default -> value;
    };
  }

  private static List<Object> list(Schema schema, List<?> values) {
    List<Object> list = new ArrayList<>(values.size());
    values.forEach(value -> list.add(declared(schema.valueSchema(), value)));
    return list;
  }

  private static Struct struct(Schema schema, Map<?, ?> object) {
    Struct struct = new Struct(schema);
    for (Field field : schema.fields()) {
      struct.put(field, declared(field.schema(), object.get(field.name())));
    }
    return struct;
  }
}
