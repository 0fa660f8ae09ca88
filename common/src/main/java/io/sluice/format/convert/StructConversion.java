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
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/** Converts structs to another schema, field by field, by the names of the fields. */
final class StructConversion implements Conversion {
  private static final int MISSING = -1;

  private final Schema target;
  private final Field[] fields;
  private final StructFields sources;
  private final int[] sourceOf;
  private final Conversion[] conversions;

  /** The indexes of the fields that the target does not have. */
  private final int[] lost;

  private final DroppedFields dropped;

  /**
   * @param parts creates the conversions of the fields
   * @throws Misfit if the schemas do not permit it
   */
  StructConversion(Schema source, Schema target, Conversions parts, DroppedFields dropped) {
    this.target = target;
    this.fields = target.fields().toArray(Field[]::new);
    this.sources = new StructFields(source);
    this.sourceOf = new int[fields.length];
    this.conversions = new Conversion[fields.length];
    this.lost =
        source.fields().stream()
            .filter(field -> target.field(field.name()) == null)
            .mapToInt(Field::index)
            .toArray();
    this.dropped = dropped;
    for (int i = 0; i < fields.length; i++) {
      Field field = fields[i];
      Field from = source.field(field.name());
      try {
        sourceOf[i] = from == null ? MISSING : from.index();
        conversions[i] =
            from == null ? constant(field.schema()) : parts.of(from.schema(), field.schema());
      } catch (Misfit e) {
        throw e.in(field.name());
      }
    }
  }

  private static Conversion constant(Schema schema) {
    Object value = schema.defaultValue();
    if (value == null && !schema.isOptional()) {
      throw new Misfit("a field is required that the value's schema does not have");
    }
    return none -> value;
  }

  @Override
  public Object apply(Object value) {
    Struct struct = Fitting.as(Struct.class, value);
    if (!sources.fit(struct)) {
      throw new Misfit("the struct has other fields than the schema that it was sent with");
    }
    Struct converted = new Struct(target);
    for (int i = 0; i < fields.length; i++) {
      Object from = sourceOf[i] == MISSING ? null : sources.value(struct, sourceOf[i]);
      put(converted, fields[i], from, conversions[i]);
    }
    for (int index : lost) {
      if (sources.value(struct, index) != null) {
        dropped.add();
      }
    }
    return converted;
  }

  private static void put(Struct struct, Field field, Object value, Conversion conversion) {
    try {
      struct.put(field, conversion.apply(value));
    } catch (Misfit e) {
      throw e.in(field.name());
    } catch (DataException e) {
      // Struct.put checks values that the conversion passes unchanged.
      throw new Misfit(e.getMessage()).in(field.name());
    }
  }
}
