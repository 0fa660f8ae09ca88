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
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * Lists, whose elements may be null.
 *
 * @param element the type of all elements of all lists
 */
record ListType(InferredType element) implements InferredType {
  // A step in the location: all elements are one place.
  private static final String EACH = "*";

  static final ListType EMPTY = new ListType(UNKNOWN);

  @Override
  public InferredType with(Object value) {
    if (value == null) {
      return this;
    }
    if (!(value instanceof List<?> list)) {
      throw InferredType.mixed(this, value);
    }
    InferredType widened = element;
    int index = 0;
    for (Object each : list) {
      try {
        widened = widened.with(each);
      } catch (Misfit e) {
        throw e.in(String.valueOf(index));
      }
      index++;
    }
    return widened == element ? this : new ListType(widened);
  }

  @Override
  public boolean isKnown() {
    return element.isKnown();
  }

  @Override
  public SchemaBuilder schema(InferredNumbers numbers) {
    try {
      return SchemaBuilder.array(element.schema(numbers).optional().build());
    } catch (Misfit e) {
      throw e.in(EACH);
    }
  }

  @Override
  public boolean needsEncoder() {
    return element.needsEncoder();
  }

  @Override
  public String kind() {
    return "an array";
  }
}
