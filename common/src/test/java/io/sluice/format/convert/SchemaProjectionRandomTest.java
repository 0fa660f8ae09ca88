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
package io.sluice.format.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random schemas and values, projected onto a wider schema, keep all that both schemas have. */
class SchemaProjectionRandomTest {
  private static final int DEPTH = 3;
  private static final List<Schema.Type> NUMBERS =
      List.of(Schema.Type.INT8, Schema.Type.INT16, Schema.Type.INT32, Schema.Type.INT64);

  private Random random;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void allThatBothHaveIsKept(long seed) {
    random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      Schema source = struct(DEPTH);
      Schema target = widened(source);
      SchemaProjection projection = SchemaProjection.of(source, target, new DroppedFields());
      for (int j = 0; j < 5; j++) {
        Object value = value(source);
        Struct projected = (Struct) projection.project(value);
        projected.validate();
        compare(source, value, target, projected);
      }
    }
  }

  private Schema schema(int depth) {
    SchemaBuilder builder =
        switch (random.nextInt(depth == 0 ? 6 : 9)) {
          case 0, 1 -> SchemaBuilder.type(NUMBERS.get(random.nextInt(NUMBERS.size())));
          case 2 -> SchemaBuilder.float32();
          case 3 -> SchemaBuilder.string();
          case 4 -> SchemaBuilder.bool();
          case 5 -> SchemaBuilder.bytes();
          case 6 -> SchemaBuilder.array(schema(depth - 1));
          case 7 -> SchemaBuilder.map(Schema.STRING_SCHEMA, schema(depth - 1));
          default -> builder(depth);
        };
    return random.nextBoolean() ? builder.optional().build() : builder.build();
  }

  private Schema struct(int depth) {
    return builder(depth).build();
  }

  private SchemaBuilder builder(int depth) {
    SchemaBuilder struct = SchemaBuilder.struct();
    int fields = random.nextInt(5);
    for (int i = 0; i < fields; i++) {
      struct.field("f" + i, schema(depth - 1));
    }
    return struct;
  }

  /** A wider schema, from which fields may be missing. */
  private Schema widened(Schema schema) {
    SchemaBuilder builder =
        switch (schema.type()) {
          case INT8, INT16, INT32, INT64 -> number(schema.type());
          case FLOAT32 -> random.nextBoolean() ? SchemaBuilder.float64() : SchemaBuilder.float32();
          case ARRAY -> SchemaBuilder.array(widened(schema.valueSchema()));
          case MAP -> SchemaBuilder.map(schema.keySchema(), widened(schema.valueSchema()));
          case STRUCT -> widenedStruct(schema);
          default -> SchemaBuilder.type(schema.type());
        };
    builder.doc("wide");
    return schema.isOptional() || random.nextInt(3) == 0
        ? builder.optional().build()
        : builder.build();
  }

  private SchemaBuilder number(Schema.Type type) {
    int from = NUMBERS.indexOf(type);
    return SchemaBuilder.type(NUMBERS.get(from + random.nextInt(NUMBERS.size() - from)));
  }

  private SchemaBuilder widenedStruct(Schema schema) {
    List<Field> fields = new ArrayList<>(schema.fields());
    Collections.shuffle(fields, random);
    SchemaBuilder struct = SchemaBuilder.struct().name("Wide");
    if (random.nextBoolean()) {
      struct.field("more", SchemaBuilder.string().defaultValue("default").build());
    }
    for (Field field : fields) {
      if (random.nextInt(6) > 0) {
        struct.field(field.name(), widened(field.schema()));
      }
    }
    return struct.field("none", Schema.OPTIONAL_INT64_SCHEMA);
  }

  private Object value(Schema schema) {
    if (schema.isOptional() && random.nextInt(4) == 0) {
      return null;
    }
    return switch (schema.type()) {
      case INT8 -> (byte) random.nextInt();
      case INT16 -> (short) random.nextInt();
      case INT32 -> random.nextInt();
      case INT64 -> random.nextLong();
      case FLOAT32 -> random.nextFloat();
      case FLOAT64 -> random.nextDouble();
      case BOOLEAN -> random.nextBoolean();
      case STRING -> "s" + random.nextInt();
      case BYTES -> new byte[] {(byte) random.nextInt()};
      case ARRAY -> {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(value(schema.valueSchema()));
        }
        yield list;
      }
      case MAP -> {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          map.put("k" + i, value(schema.valueSchema()));
        }
        yield map;
      }
      case STRUCT -> {
        Struct struct = new Struct(schema);
        schema.fields().forEach(field -> struct.put(field, value(field.schema())));
        yield struct;
      }
    };
  }

  /** Compares the meaning of values, without code of the projection. */
  private static void compare(Schema source, Object value, Schema target, Object projected) {
    if (value instanceof Float number) {
      assertThat(((Number) projected).doubleValue()).isEqualTo(number.doubleValue());
    } else if (value instanceof Number number) {
      assertThat(((Number) projected).longValue()).isEqualTo(number.longValue());
    } else if (value instanceof List<?> list) {
      List<?> others = (List<?>) projected;
      assertThat(others).hasSameSizeAs(list);
      for (int i = 0; i < list.size(); i++) {
        compare(source.valueSchema(), list.get(i), target.valueSchema(), others.get(i));
      }
    } else if (value instanceof Map<?, ?> map) {
      Map<?, ?> others = (Map<?, ?>) projected;
      assertThat(others.keySet()).isEqualTo(map.keySet());
      map.forEach(
          (key, each) ->
              compare(source.valueSchema(), each, target.valueSchema(), others.get(key)));
    } else if (value instanceof Struct struct) {
      compareFields(source, struct, target, (Struct) projected);
    } else {
      assertThat(projected).isEqualTo(value);
    }
  }

  private static void compareFields(Schema source, Struct struct, Schema target, Struct projected) {
    assertThat(projected.schema()).isEqualTo(target);
    for (Field field : target.fields()) {
      Object other = projected.getWithoutDefault(field.name());
      Field from = source.field(field.name());
      if (from == null) {
        assertThat(other).isEqualTo(field.name().equals("more") ? "default" : null);
      } else {
        compare(from.schema(), struct.getWithoutDefault(field.name()), field.schema(), other);
      }
    }
  }
}
