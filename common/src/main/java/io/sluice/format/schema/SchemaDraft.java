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
package io.sluice.format.schema;

import io.sluice.format.value.Misfit;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;

/**
 * A schema that is inferred from the records of the files that it is for: as long as none of them
 * had to be written, it may still become wider. Confined to its writer until it is fixed; from then
 * on what is public is safe for any thread.
 */
public final class SchemaDraft extends FileSchema {
  private InferredType type;
  private FileSchema schema;
  private Conversion conversion;

  SchemaDraft(InferredType type, FileSchema schema) {
    this.type = type;
    this.schema = schema;
  }

  /** What was seen so far; may say more than the schema does. */
  InferredType type() {
    return type;
  }

  /**
   * Takes in what was seen since.
   *
   * @param schema of the type
   * @return whether it is part of this schema from now on: a fixed one cannot say anything new
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

  /** Whether it stays as it is. */
  public boolean fixed() {
    return conversion != null;
  }

  /**
   * Whether there are values in the records that only an encoder can check, such as structs with a
   * schema of their own.
   */
  public boolean needsEncoder() {
    return type.needsEncoder();
  }

  /**
   * What it has become.
   *
   * @throws IllegalStateException if it is not fixed yet
   */
  public FileSchema decided() {
    if (conversion == null) {
      throw new IllegalStateException("the schema may still change");
    }
    return schema;
  }

  /**
   * A value as this schema has it.
   *
   * @param value of a record that this is the schema of
   * @throws IllegalStateException if it is not fixed yet
   */
  public Object convert(Object value) {
    decided();
    try {
      return conversion.apply(value);
    } catch (Misfit e) {
      throw InferredSchemas.misfit(e);
    }
  }

  @Override
  public Optional<Schema> schema() {
    return decided().schema();
  }

  @Override
  public String text() {
    return decided().text();
  }

  @Override
  public String json() {
    return decided().json();
  }
}
