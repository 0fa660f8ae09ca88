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
package io.sluice.format.value;

import java.util.regex.Pattern;

/** Checks single values against their schema. */
public final class Fitting {
  private static final Pattern UUID =
      Pattern.compile("\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

  private Fitting() {}

  /**
   * Casts a value that is not null to the class of its schema.
   *
   * @throws Misfit if the value has another class
   */
  public static <T> T as(Class<T> type, Object value) {
    if (!type.isInstance(value)) {
      throw new Misfit(
          "the value is a "
              + value.getClass().getName()
              + ", but the schema requires a "
              + type.getSimpleName());
    }
    return type.cast(value);
  }

  /**
   * The text of a UUID, in upper or lower case.
   *
   * @throws Misfit if the value is not a UUID
   */
  public static String uuid(Object value) {
    String text = as(String.class, value);
    if (!UUID.matcher(text).matches()) {
      throw new Misfit("the text is not a UUID");
    }
    return text;
  }

  /** The error of a null that the schema does not permit. */
  public static Misfit missing() {
    return new Misfit("the value is null, but the schema does not permit null");
  }
}
