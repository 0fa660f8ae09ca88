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
package io.sluice.format.json;

import com.fasterxml.jackson.core.JsonStreamContext;

/**
 * The place in a document that is being written, as a JSON pointer for messages. The names in an
 * object marked with {@link #ENTRIES} are keys of a map: they are data, which messages must not
 * contain, so the pointer has their indexes instead.
 */
final class Location {
  /** Marks objects whose names are data. */
  static final Object ENTRIES = new Object();

  private static final int MAX_LENGTH = 200;

  private Location() {}

  /** The place of the value that would be written next. */
  static String next(JsonStreamContext context) {
    return shortened(pointer(context, context.getEntryCount()));
  }

  /** The place of the value that was begun last. */
  static String begun(JsonStreamContext context) {
    return shortened(pointer(context, context.getCurrentIndex()));
  }

  private static StringBuilder pointer(JsonStreamContext context, int index) {
    if (context.inRoot()) {
      return new StringBuilder();
    }
    JsonStreamContext parent = context.getParent();
    StringBuilder pointer = pointer(parent, parent.getCurrentIndex());
    if (context.inArray() || context.getCurrentValue() == ENTRIES) {
      return pointer.append('/').append(index);
    }
    String name = context.getCurrentName();
    return name == null
        ? pointer
        : pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
  }

  private static String shortened(StringBuilder pointer) {
    return pointer.length() <= MAX_LENGTH
        ? pointer.toString()
        : pointer.substring(0, MAX_LENGTH) + "…";
  }
}
