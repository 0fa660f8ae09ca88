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

import io.sluice.format.convert.Conversion;
import io.sluice.format.convert.Conversions;
import io.sluice.format.schema.FileSchema;
import io.sluice.format.value.Misfit;

/**
 * A schema that is inferred from the records of its files. It may become wider until one of the
 * files must be written. Confined to its writer's thread until it is fixed; after that its public
 * methods are safe for any thread.
 */
public final class SchemaDraft extends FileSchema.Draft {
  private InferredType type;
  private FileSchema schema;
  private Conversion conversion;

  SchemaDraft(InferredType type, FileSchema schema) {
    this.type = type;
    this.schema = schema;
  }

  /** The type of all values seen; may be wider than the schema if that is fixed. */
  InferredType type() {
    return type;
  }

  /**
   * Makes the schema wider.
   *
   * @param schema the schema of the type
   * @return whether this draft now has the schema; false if it is fixed to another one
   */
  boolean widen(InferredType type, FileSchema schema) {
    if (conversion == null) {
      this.schema = schema;
    } else if (!schema.equals(this.schema)) {
      return false;
    }
    this.type = type;
    return true;
  }

  @Override
  public void fix() {
    if (conversion == null) {
      conversion = Conversions.to(schema.schema().orElseThrow());
    }
  }

  /** Whether the schema can no longer change. */
  public boolean fixed() {
    return conversion != null;
  }

  /**
   * Whether the records contain values that only an encoder can check, such as structs, which have
   * a schema.
   */
  public boolean needsEncoder() {
    return type.needsEncoder();
  }

  @Override
  public FileSchema decided() {
    if (conversion == null) {
      throw new IllegalStateException("the schema may still change");
    }
    return schema;
  }

  /**
   * Converts a value to this schema.
   *
   * @param value of a record whose schema is this one
   * @throws IllegalStateException if the draft is not fixed
   */
  public Object convert(Object value) {
    decided();
    try {
      return conversion.apply(value);
    } catch (Misfit e) {
      throw InferredSchemas.misfit(e);
    }
  }
}
