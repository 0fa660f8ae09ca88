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
package io.sluice.format.encode;

import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Reads fields of structs of one schema; for one thread. */
public final class StructFields {
  private final List<Field> all;
  private final Field[] fields;
  private Schema accepted;

  /** Reads all fields. */
  public StructFields(Schema schema) {
    this(schema, schema.fields());
  }

  /** Reads some of the fields. */
  public StructFields(Schema schema, List<Field> fields) {
    this.accepted = schema;
    this.all = schema.fields();
    this.fields = fields.toArray(Field[]::new);
  }

  public int count() {
    return fields.length;
  }

  public Field field(int index) {
    return fields[index];
  }

  /**
   * Whether a struct has the fields of the schema. Its schema may be another object, so the caller
   * must check the types of values.
   */
  public boolean fit(Struct struct) {
    Schema schema = struct.schema();
    if (schema == accepted) {
      return true;
    }
    List<Field> others = schema.fields();
    boolean same = others.size() == all.size();
    for (int i = 0; same && i < others.size(); i++) {
      same = others.get(i).name().equals(all.get(i).name());
    }
    if (same) {
      accepted = schema;
    }
    return same;
  }

  /**
   * The value of a field. A null that was sent is null; a required field without a value has its
   * default.
   *
   * @param struct one that {@linkplain #fit fits}
   */
  public Object value(Struct struct, int index) {
    Field field = fields[index];
    Schema schema = field.schema();
    // Struct.get would replace a null that was sent by the default.
    return schema.isOptional() && schema.defaultValue() != null
        ? struct.getWithoutDefault(field.name())
        : struct.get(field);
  }
}
