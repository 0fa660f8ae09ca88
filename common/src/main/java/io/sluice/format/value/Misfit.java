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

import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.connect.errors.DataException;

/** A value does not fit its schema. Callers add the value's location from the inside out. */
public final class Misfit extends DataException {
  private static final long serialVersionUID = 1L;

  private final transient Deque<String> path = new ArrayDeque<>();

  public Misfit(String reason) {
    super(reason);
  }

  public Misfit(String reason, Throwable cause) {
    super(reason, cause);
  }

  /**
   * Adds the name of a field, or the index of an element or entry, around the location so far. Not
   * the key of an entry: it is data, which messages must not contain.
   */
  public Misfit in(String name) {
    path.addFirst(name);
    return this;
  }

  /** The location of the value, as a JSON pointer. */
  public String location() {
    StringBuilder pointer = new StringBuilder();
    for (String step : path) {
      pointer.append('/').append(step.replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }
}
