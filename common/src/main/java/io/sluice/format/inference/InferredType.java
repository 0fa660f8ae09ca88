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
import io.sluice.format.value.Misfit;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * The type of all values seen at one place. Immutable; {@link #with} allocates nothing for a value
 * that already fits.
 */
sealed interface InferredType permits ScalarType, ListType, StructType, DeclaredType {

  /** The type of a place without values. */
  InferredType UNKNOWN = ScalarType.UNKNOWN;

  /**
   * The narrowest type of this type's values and a further value; the same object if the value fits
   * already.
   *
   * @param value one that {@link RowSize} has accepted; null fits any type
   * @throws Misfit if there is no such type
   */
  InferredType with(Object value);

  /** Whether a value was seen that is not null, and not only an empty list or object. */
  boolean isKnown();

  /**
   * The schema of this type; the caller decides whether it is optional.
   *
   * @throws Misfit if some numbers are not exact in the types that these settings give them
   */
  SchemaBuilder schema(InferredNumbers numbers);

  /** Whether only an encoder can check some of the values. */
  boolean needsEncoder();

  /** The kind of values in words, such as "an integer". */
  String kind();

  /** The type of a first value. */
  static InferredType first(Object value) {
    if (value instanceof Map) {
      return StructType.EMPTY.with(value);
    }
    if (value instanceof List) {
      return ListType.EMPTY.with(value);
    }
    if (value instanceof Struct struct) {
      return DeclaredType.of(struct.schema());
    }
    return ScalarType.of(value);
  }

  /** The error for a value that has no type in common with earlier values. */
  static Misfit mixed(InferredType before, Object value) {
    return new Misfit(
        "this value is "
            + kind(value)
            + ", but earlier ones were "
            + before.kind()
            + ", and no type includes both; have the producer send one of them, or use format=json");
  }

  private static String kind(Object value) {
    if (value instanceof Map) {
      return StructType.EMPTY.kind();
    }
    return value instanceof List ? ListType.EMPTY.kind() : first(value).kind();
  }
}
