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

import io.sluice.format.value.Misfit;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/**
 * Converts values of one schema to another schema. Only fields that the other schema does not have
 * are dropped, and they are counted. For one thread.
 *
 * <ul>
 *   <li>Fields are matched by name. A field that the value's schema does not have gets its default,
 *       or null if it is optional.
 *   <li>int8, int16, int32 and int64 may become larger, float32 may become float64, and an integer
 *       may become a float that represents every number of its type.
 *   <li>A required type may become optional. An optional type may become required if it then has a
 *       default, which replaces null.
 *   <li>A type may get or lose a name, such as that of a logical type: the number, text or bytes
 *       are the same.
 *   <li>Other changes of logical types, and of the scale of a Decimal, are not possible. Other
 *       parameters, such as the symbols of an enum, are ignored, as are defaults, documentation and
 *       the names of structs.
 * </ul>
 *
 * <p>Connect's projector is not used, because it refuses schemas whose parameters differ, such as
 * an enum with a new symbol, and because it compares both schemas for each record.
 */
public final class SchemaProjection {
  private final Schema source;
  private final Schema target;
  private final Conversion values;

  private SchemaProjection(Schema source, Schema target, Conversion values) {
    this.source = source;
    this.target = target;
    this.values = values;
  }

  /**
   * A projection of values of one schema onto another; neither contains itself.
   *
   * @param dropped counts the values whose fields the other schema does not have
   * @throws DataException if the schemas do not permit it; the caller adds the remedy to the
   *     message
   */
  public static SchemaProjection of(Schema source, Schema target, DroppedFields dropped) {
    try {
      return new SchemaProjection(source, target, new Conversions(dropped).present(source, target));
    } catch (Misfit e) {
      throw refused(source, target, e);
    }
  }

  /** The schema of projected values. */
  public Schema target() {
    return target;
  }

  /**
   * Projects a value.
   *
   * @param value of the source's schema; null stays null
   * @throws DataException if the value does not fit the source's schema
   */
  public Object project(Object value) {
    try {
      return value == null ? null : values.apply(value);
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

  /** The name and version of a schema, for messages. */
  public static String described(Schema schema) {
    String name =
        schema.name() == null ? "a schema without name" : "schema '" + schema.name() + "'";
    return schema.version() == null ? name : name + " version " + schema.version();
  }
}
