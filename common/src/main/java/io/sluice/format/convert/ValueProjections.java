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

import static io.sluice.format.convert.ValueProjection.SAME;

import io.sluice.format.value.Fitting;
import io.sluice.format.value.LogicalKind;
import io.sluice.format.value.LogicalValues;
import io.sluice.format.value.Misfit;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;

/** Creates projections, so that a pair of schemas is inspected once and not per value. */
final class ValueProjections {
  // A step in the location: all elements of an array and all values of a map are one place.
  private static final String EACH = "*";
  private static final String KEYS = "keys";

  private ValueProjections() {}

  /**
   * A projection of values that may be null.
   *
   * @throws Misfit if the schemas do not permit it
   */
  static ValueProjection of(Schema source, Schema target) {
    ValueProjection present = present(source, target);
    if (!source.isOptional()) {
      // Connect refuses to put a null into a required field.
      return present == SAME && !target.isOptional() ? SAME : required(present);
    }
    if (target.isOptional()) {
      return present == SAME ? SAME : value -> value == null ? null : present.project(value);
    }
    Object defaultValue = target.defaultValue();
    if (defaultValue == null) {
      throw new Misfit("what was optional is required, without a default");
    }
    return value -> value == null ? defaultValue : present.project(value);
  }

  private static ValueProjection required(ValueProjection present) {
    return value -> {
      if (value == null) {
        throw Fitting.missing();
      }
      return present.project(value);
    };
  }

  /** A projection of values that are not null. */
  static ValueProjection present(Schema source, Schema target) {
    if (source == target) {
      return SAME;
    }
    // The name of a struct has no meaning; that of any other type is its logical type.
    if (source.type() != Schema.Type.STRUCT || target.type() != Schema.Type.STRUCT) {
      requireSameMeaning(source, target);
    }
    if (source.type() != target.type()) {
      return promotion(source.type(), target.type());
    }
    if (!Objects.equals(source.name(), target.name()) && source.type() != Schema.Type.STRUCT) {
      return renamed(LogicalKind.of(source), LogicalKind.of(target));
    }
    return switch (target.type()) {
      // Also if both are equal, because at each put Connect compares the schemas in depth, which
      // costs
      // more than building a new struct.
      case STRUCT -> new StructProjection(source, target);
      case ARRAY -> array(element(source.valueSchema(), target.valueSchema(), EACH));
      case MAP ->
          map(
              element(source.keySchema(), target.keySchema(), KEYS),
              element(source.valueSchema(), target.valueSchema(), EACH));
      default -> SAME;
    };
  }

  private static void requireSameMeaning(Schema source, Schema target) {
    if (!Objects.equals(source.name(), target.name()) && !getsOrLosesName(source, target)) {
      throw changed("the type", described(source), described(target));
    }
    if (source.type() == Schema.Type.BYTES && Decimal.LOGICAL_NAME.equals(source.name())) {
      String from = scale(source);
      String to = scale(target);
      if (!Objects.equals(from, to)) {
        throw changed("the scale of a Decimal", from, to);
      }
    }
  }

  /** Whether one schema names the type of the other: converters begin to name what they send. */
  private static boolean getsOrLosesName(Schema source, Schema target) {
    return source.type() == target.type()
        && (source.name() == null || target.name() == null)
        && LogicalKind.of(source) != LogicalKind.DECIMAL
        && LogicalKind.of(target) != LogicalKind.DECIMAL;
  }

  /** Converts a number between its forms with and without a logical type. */
  private static ValueProjection renamed(LogicalKind source, LogicalKind target) {
    return switch (target) {
      case TIMESTAMP, TIME -> value -> new Date(Fitting.as(Number.class, value).longValue());
      case DATE -> value -> LogicalValues.date(Fitting.as(Integer.class, value));
      default ->
          switch (source) {
            case TIMESTAMP -> value -> Fitting.as(Date.class, value).getTime();
            case TIME -> value -> LogicalValues.millisOfDay(Fitting.as(Date.class, value));
            case DATE -> value -> LogicalValues.days(Fitting.as(Date.class, value));
            default -> SAME;
          };
    };
  }

  private static String described(Schema schema) {
    return schema.type().getName() + (schema.name() == null ? "" : " '" + schema.name() + "'");
  }

  private static String scale(Schema decimal) {
    return decimal.parameters() == null ? null : decimal.parameters().get(Decimal.SCALE_FIELD);
  }

  private static Misfit changed(String what, String from, String to) {
    return new Misfit(what + " changes from " + from + " to " + to);
  }

  private static ValueProjection promotion(Schema.Type from, Schema.Type to) {
    if (!widens(from, to)) {
      throw changed("the type", from.getName(), to.getName());
    }
    Function<Number, Object> conversion =
        switch (to) {
          case INT16 -> Number::shortValue;
          case INT32 -> Number::intValue;
          case INT64 -> Number::longValue;
          case FLOAT32 -> Number::floatValue;
          case FLOAT64 -> Number::doubleValue;
          default -> throw new IllegalArgumentException(to + " is not a wider number");
        };
    return value -> conversion.apply(Fitting.as(Number.class, value));
  }

  /** Whether the target type represents each number of the source type exactly. */
  private static boolean widens(Schema.Type from, Schema.Type to) {
    return switch (from) {
      case INT8, INT16, INT32, INT64 -> wholeBits(from) < wholeBits(to);
      case FLOAT32 -> to == Schema.Type.FLOAT64;
      default -> false;
    };
  }

  /** The bits of the integers that a type represents without gaps. */
  private static int wholeBits(Schema.Type type) {
    return switch (type) {
      case INT8 -> 8;
      case INT16 -> 16;
      case FLOAT32 -> 24;
      case INT32 -> 32;
      case FLOAT64 -> 53;
      case INT64 -> 64;
      default -> 0;
    };
  }

  private static ValueProjection element(Schema source, Schema target, String place) {
    try {
      return of(source, target);
    } catch (Misfit e) {
      throw e.in(place);
    }
  }

  private static ValueProjection array(ValueProjection element) {
    if (element == SAME) {
      return SAME;
    }
    return value -> {
      List<?> list = Fitting.as(List.class, value);
      List<Object> projected = new ArrayList<>(list.size());
      for (Object each : list) {
        try {
          projected.add(element.project(each));
        } catch (Misfit e) {
          throw e.in(String.valueOf(projected.size()));
        }
      }
      return projected;
    };
  }

  private static ValueProjection map(ValueProjection keys, ValueProjection values) {
    if (keys == SAME && values == SAME) {
      return SAME;
    }
    return value -> {
      Map<?, ?> map = Fitting.as(Map.class, value);
      Map<Object, Object> projected = new LinkedHashMap<>(2 * map.size());
      int index = 0;
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        try {
          projected.put(keys.project(entry.getKey()), values.project(entry.getValue()));
        } catch (Misfit e) {
          throw e.in(String.valueOf(index));
        }
        index++;
      }
      if (projected.size() < map.size()) {
        throw new Misfit("two keys of the map would become one");
      }
      return projected;
    };
  }
}
