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
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * What all values seen in one place have in common. Immutable; grows only by {@link #with}, which
 * costs no memory for a value that it has already.
 */
sealed interface InferredType permits ScalarType, ListType, StructType, DeclaredType {

  /** Of a place where nothing was seen. */
  InferredType UNKNOWN = ScalarType.UNKNOWN;

  /**
   * The narrowest type of everything seen so far and this value: the same object if the value says
   * nothing new.
   *
   * @param value one that {@link RowSize} has accepted; null fits anywhere
   * @throws Misfit if there is none
   */
  InferredType with(Object value);

  /** The schema of this type, which does not say yet whether it is optional. */
  SchemaBuilder schema();

  /** Whether there are values of which only an encoder knows whether a file can hold them. */
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

  /** What is said of a value that has nothing in common with earlier ones. */
  static Misfit mixed(InferredType before, Object value) {
    return new Misfit(
        "this value is "
            + kind(value)
            + ", but earlier ones were "
            + before.kind()
            + ", and no type has both; have the producer send one of them, or use format=json");
  }

  private static String kind(Object value) {
    if (value instanceof Map) {
      return StructType.EMPTY.kind();
    }
    return value instanceof List ? ListType.EMPTY.kind() : first(value).kind();
  }
}
