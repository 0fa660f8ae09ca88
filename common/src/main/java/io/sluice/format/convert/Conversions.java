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

import static io.sluice.format.convert.Conversion.SAME;

import io.sluice.format.value.Fitting;
import io.sluice.format.value.Misfit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;

/**
 * Creates conversions to a schema, from another schema or of values that have none, so that schemas
 * are inspected once and not per value.
 */
public final class Conversions {
  // A step in the location: all elements of an array and all values of a map are one place.
  private static final String EACH = "*";
  private static final String KEYS = "keys";

  private final DroppedFields dropped;

  /**
   * @param dropped counts what structs lose
   */
  Conversions(DroppedFields dropped) {
    this.dropped = dropped;
  }

  /** The conversion of values that have no schema. */
  public static Conversion to(Schema target) {
    return new Conversions(new DroppedFields()).of(null, target);
  }

  /**
   * The conversion of values that may be null.
   *
   * @param source null for values without a schema
   * @throws Misfit if the schemas do not permit it
   */
  Conversion of(Schema source, Schema target) {
    Conversion present = present(source, target);
    if (source != null && !source.isOptional()) {
      // Connect refuses to put a null into a required field.
      return present == SAME && !target.isOptional() ? SAME : required(present);
    }
    if (target.isOptional()) {
      return present == SAME ? SAME : value -> value == null ? null : present.apply(value);
    }
    Object defaultValue = target.defaultValue();
    if (defaultValue != null) {
      return value -> value == null ? defaultValue : present.apply(value);
    }
    if (source == null) {
      return required(present);
    }
    throw new Misfit("what was optional is required, without a default");
  }

  private static Conversion required(Conversion present) {
    return value -> {
      if (value == null) {
        throw Fitting.missing();
      }
      return present.apply(value);
    };
  }

  /**
   * The conversion of values that are not null.
   *
   * @param source null for values without a schema
   * @throws Misfit if the schemas do not permit it
   */
  Conversion present(Schema source, Schema target) {
    if (source == target) {
      return SAME;
    }
    boolean typed = source != null;
    if (typed && !isStructs(source, target)) {
      // The name of a struct has no meaning; that of any other type is its logical type.
      SchemaChanges.requireSameMeaning(source, target);
      if (source.type() != target.type()) {
        return SchemaChanges.promotion(source.type(), target.type());
      }
    }
    return switch (target.type()) {
      // Also if both are equal, because at each put Connect compares the schemas in depth, which
      // costs more than building a new struct.
      case STRUCT ->
          typed
              ? new StructConversion(source, target, this, dropped)
              : new ObjectConversion(target, this);
      case ARRAY -> array(element(typed ? source.valueSchema() : null, target.valueSchema(), EACH));
      case MAP ->
          map(
              element(typed ? source.keySchema() : null, target.keySchema(), KEYS),
              element(typed ? source.valueSchema() : null, target.valueSchema(), EACH));
      default -> typed ? SchemaChanges.renamed(source, target) : UntypedValues.conversion(target);
    };
  }

  private static boolean isStructs(Schema source, Schema target) {
    return source.type() == Schema.Type.STRUCT && target.type() == Schema.Type.STRUCT;
  }

  private Conversion element(Schema source, Schema target, String place) {
    try {
      return of(source, target);
    } catch (Misfit e) {
      throw e.in(place);
    }
  }

  private static Conversion array(Conversion element) {
    if (element == SAME) {
      return SAME;
    }
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
    if (keys == SAME && values == SAME) {
      return SAME;
    }
    return value -> {
      Map<?, ?> map = Fitting.as(Map.class, value);
      Map<Object, Object> converted = new LinkedHashMap<>(2 * map.size());
      int index = 0;
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        try {
          converted.put(keys.apply(entry.getKey()), values.apply(entry.getValue()));
        } catch (Misfit e) {
          throw e.in(String.valueOf(index));
        }
        index++;
      }
      if (converted.size() < map.size()) {
        throw new Misfit("two keys of the map would become one");
      }
      return converted;
    };
  }
}
