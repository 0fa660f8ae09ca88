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
package io.sluice.format.inference;

import io.sluice.config.InferredNumbers;
import io.sluice.format.schema.SchemaJson;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * Structs, which have a schema, inside values without one.
 *
 * @param own the schema of the first struct
 * @param shape the schema without whether it is optional, and without its default
 */
record DeclaredType(Schema own, String shape) implements InferredType {

  static DeclaredType of(Schema schema) {
    return new DeclaredType(schema, SchemaJson.shape(schema));
  }

  @Override
  public InferredType with(Object value) {
    if (value == null) {
      return this;
    }
    if (value instanceof Struct struct
        && (struct.schema() == own || SchemaJson.shape(struct.schema()).equals(shape))) {
      return this;
    }
    throw InferredType.mixed(this, value);
  }

  @Override
  public boolean isKnown() {
    return true;
  }

  @Override
  public SchemaBuilder schema(InferredNumbers numbers) {
    SchemaBuilder copy = SchemaBuilder.struct();
    if (own.name() != null) {
      copy.name(own.name());
    }
    if (own.version() != null) {
      copy.version(own.version());
    }
    if (own.doc() != null) {
      copy.doc(own.doc());
    }
    if (own.parameters() != null) {
      copy.parameters(own.parameters());
    }
    for (Field field : own.fields()) {
      copy.field(field.name(), field.schema());
    }
    return copy;
  }

  @Override
  public boolean needsEncoder() {
    return true;
  }

  @Override
  public String kind() {
    return "a struct with " + (own.name() == null ? "a schema" : "the schema " + own.name());
  }
}
