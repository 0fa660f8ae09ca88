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

import io.sluice.format.value.Fitting;
import io.sluice.format.value.LogicalKind;
import io.sluice.format.value.Misfit;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/** Creates conversions to a schema, so that the schema is inspected once and not per value. */
public final class Conversions {
  private Conversions() {}

  /** The conversion of values that may be null if the schema is optional. */
  public static Conversion to(Schema schema) {
    Conversion present = present(schema);
    boolean optional = schema.isOptional() || schema.defaultValue() != null;
    return value -> {
      if (value != null) {
        return present.apply(value);
      }
      if (!optional) {
        throw Fitting.missing();
      }
      return null;
    };
  }

  private static Conversion present(Schema schema) {
    LogicalKind kind = LogicalKind.of(schema);
    return switch (schema.type()) {
      case INT64 ->
          kind == LogicalKind.TIMESTAMP
              ? value -> Fitting.as(Date.class, value)
              : Conversions::int64;
      case FLOAT64 -> Conversions::float64;
      case BOOLEAN -> value -> Fitting.as(Boolean.class, value);
      case STRING -> value -> Fitting.as(String.class, value);
      case BYTES -> kind == LogicalKind.DECIMAL ? value -> value : Conversions::bytes;
      case ARRAY -> array(to(schema.valueSchema()));
      case MAP -> map(to(schema.keySchema()), to(schema.valueSchema()));
      case STRUCT -> new StructConversion(schema);
      // These types are never inferred; the struct checks whether the value fits.
      case INT8, INT16, INT32, FLOAT32 -> value -> value;
    };
  }

  private static Object int64(Object value) {
    return Integers.isInteger(value)
        ? (Object) ((Number) value).longValue()
        : Fitting.as(Long.class, value);
  }

  private static Object float64(Object value) {
    if (Integers.isInteger(value)) {
      long number = ((Number) value).longValue();
      if (!Integers.isExact(number)) {
        throw new Misfit("an integer beyond 2^53 is not exact as a floating-point number");
      }
      return (double) number;
    }
    return value instanceof Float single
        ? (Object) single.doubleValue()
        : Fitting.as(Double.class, value);
  }

  private static Object bytes(Object value) {
    return value instanceof ByteBuffer ? value : Fitting.as(byte[].class, value);
  }

  private static Conversion array(Conversion element) {
    return value -> {
      List<?> list = Fitting.as(List.class, value);
      List<Object> converted = new ArrayList<>(list.size());
      for (Object each : list) {
        try {
          converted.add(element.apply(each));
        } catch (Misfit e) {
          throw e.in(String.valueOf(converted.size()));
        }
      }
      return converted;
    };
  }

  private static Conversion map(Conversion keys, Conversion values) {
    return value -> {
      Map<?, ?> map = Fitting.as(Map.class, value);
      Map<Object, Object> converted = new HashMap<>();
      int index = 0;
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        try {
          converted.put(keys.apply(entry.getKey()), values.apply(entry.getValue()));
        } catch (Misfit e) {
          throw e.in(String.valueOf(index));
        }
        index++;
      }
      return converted;
    };
  }
}
