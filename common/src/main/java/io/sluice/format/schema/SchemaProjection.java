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
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/**
 * Turns values of one schema into values of another one, without a loss but for fields that the
 * other one does not have; for one thread.
 *
 * <ul>
 *   <li>Fields are found by name. A field that the value's schema does not have takes its default,
 *       or null if it is optional.
 *   <li>int8, int16, int32 and int64 become a larger one of these, float32 becomes float64, and a
 *       whole number becomes a float that holds every number of its type.
 *   <li>What is required becomes optional. What is optional becomes required if it has a default
 *       there, which then stands for null.
 *   <li>Logical types and the scale of a Decimal are to be the same. Other parameters, such as the
 *       symbols of an enum, do not matter, nor do defaults, texts and the names of structs.
 * </ul>
 *
 * <p>Connect has a projector of its own. It refuses schemas whose parameters differ, as those of an
 * enum with a new symbol do, and walks through both schemas for each record, where this does it
 * once.
 */
final class SchemaProjection {
  private final Schema source;
  private final Schema target;
  private final ValueProjection values;

  private SchemaProjection(Schema source, Schema target, ValueProjection values) {
    this.source = source;
    this.target = target;
    this.values = values;
  }

  /**
   * A projection of values of one schema onto another; neither contains itself.
   *
   * @throws DataException if the schemas do not allow it; the sentence has no remedy yet
   */
  static SchemaProjection of(Schema source, Schema target) {
    try {
      return new SchemaProjection(source, target, ValueProjections.present(source, target));
    } catch (Misfit e) {
      throw refused(source, target, e);
    }
  }

  /** The schema of projected values. */
  Schema target() {
    return target;
  }

  /**
   * @param value of the source's schema; null stays null
   * @throws DataException if it is not what its schema says
   */
  Object project(Object value) {
    try {
      return value == null ? null : values.project(value);
    } catch (Misfit e) {
      throw refused(source, target, e);
    }
  }

  private static DataException refused(Schema source, Schema target, Misfit e) {
    return new DataException(
        "A value of "
            + described(source)
            + " cannot be projected onto "
            + described(target)
            + " at '"
            + e.location()
            + "': "
            + e.getMessage(),
        e);
  }

  /** The name and version of a schema, as sentences have them. */
  static String described(Schema schema) {
    String name =
        schema.name() == null ? "a schema without name" : "schema '" + schema.name() + "'";
    return schema.version() == null ? name : name + " version " + schema.version();
  }
}
