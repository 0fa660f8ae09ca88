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

import io.sluice.format.encode.StructFields;
import io.sluice.format.value.Fitting;
import io.sluice.format.value.Misfit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * Converts maps without a schema to structs. Fields that the schema does not have are accepted if
 * they are only null or empty.
 */
final class ObjectConversion implements Conversion {
  private final Schema schema;
  private final Field[] fields;
  private final Conversion[] conversions;

  /**
   * @param parts creates the conversions of the fields
   */
  ObjectConversion(Schema schema, Conversions parts) {
    this.schema = schema;
    this.fields = schema.fields().toArray(Field[]::new);
    this.conversions = new Conversion[fields.length];
    for (int i = 0; i < fields.length; i++) {
      conversions[i] = part(parts, fields[i]);
    }
  }

  @Override
  public Object apply(Object value) {
    if (value instanceof Struct struct) {
      return struct.schema() == schema ? struct : copy(struct);
    }
    Map<?, ?> map = Fitting.as(Map.class, value);
    Struct struct = new Struct(schema);
    int found = 0;
    for (int i = 0; i < fields.length; i++) {
      String name = fields[i].name();
      Object each = map.get(name);
      Object byDefault = fields[i].schema().defaultValue();
      if (each != null || map.containsKey(name)) {
        found++;
        byDefault = null;
      }
      Object converted = byDefault == null ? converted(each, i) : byDefault;
      if (converted != null) {
        struct.put(fields[i], converted);
      }
    }
    if (found != map.size()) {
      requireBlank(map);
    }
    return struct;
  }

  private Object converted(Object value, int field) {
    try {
      return conversions[field].apply(value);
    } catch (Misfit e) {
      throw e.in(fields[field].name());
    }
  }

  /** Checks that the fields that the schema does not have contain nothing. */
  private void requireBlank(Map<?, ?> map) {
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (schema.field(String.valueOf(entry.getKey())) == null && !isBlank(entry.getValue())) {
        throw new Misfit("the schema does not have this field").in(String.valueOf(entry.getKey()));
      }
    }
  }

  /** Whether a value is null, or contains nothing but nulls. */
  private static boolean isBlank(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.values().stream().allMatch(ObjectConversion::isBlank);
    }
    return value == null
        || value instanceof List<?> list && list.stream().allMatch(ObjectConversion::isBlank);
  }

  private static Conversion part(Conversions parts, Field field) {
    try {
      return parts.of(null, field.schema());
    } catch (Misfit e) {
      throw e.in(field.name());
    }
  }

  /** Copies a struct whose schema differs in whether it is optional, or in its default. */
  private Struct copy(Struct struct) {
    StructFields own = new StructFields(struct.schema());
    if (own.count() != fields.length) {
      throw new Misfit("the struct has other fields than the schema");
    }
    Struct copy = new Struct(schema);
    for (int i = 0; i < fields.length; i++) {
      Object each = own.value(struct, i);
      if (!own.field(i).name().equals(fields[i].name())) {
        throw new Misfit("the struct has other fields than the schema");
      }
      if (each != null) {
        copy.put(fields[i], each);
      }
    }
    return copy;
  }
}
