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
package io.sluice.format.avro;

import java.io.IOException;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Writes structs of one schema. */
final class StructWriter implements ValueWriter {
  private final Field[] fields;
  private final ValueWriter[] writers;
  private Schema accepted;

  StructWriter(Schema schema, org.apache.avro.Schema avro) {
    this.accepted = schema;
    this.fields = schema.fields().toArray(Field[]::new);
    this.writers = new ValueWriter[fields.length];
    for (int i = 0; i < fields.length; i++) {
      writers[i] = ValueWriters.nullable(fields[i].schema(), avro.getFields().get(i).schema());
    }
  }

  @Override
  public void write(Object value, AvroOutput output) throws IOException {
    Struct struct = ValueWriters.fitting(Struct.class, value);
    if (struct.schema() != accepted) {
      accept(struct.schema());
    }
    for (int i = 0; i < fields.length; i++) {
      Field field = fields[i];
      try {
        writers[i].write(valueOf(struct, field), output);
      } catch (Misfit e) {
        throw e.in(field.name());
      }
    }
  }

  private static Object valueOf(Struct struct, Field field) {
    Schema schema = field.schema();
    // Struct.get would put the default in place of a null that was sent on purpose.
    return schema.isOptional() && schema.defaultValue() != null
        ? struct.getWithoutDefault(field.name())
        : struct.get(field);
  }

  /** A struct may carry another object for the same schema; its values are checked as they come. */
  private void accept(Schema schema) {
    List<Field> others = schema.fields();
    boolean same = others.size() == fields.length;
    for (int i = 0; same && i < fields.length; i++) {
      same = others.get(i).name().equals(fields[i].name());
    }
    if (!same) {
      throw new Misfit("the struct has other fields than the schema that it was sent with");
    }
    accepted = schema;
  }
}
