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
package io.sluice.config;

import java.util.List;

/**
 * Where the time of a record comes from.
 *
 * @param kind the part of the record
 * @param path the names of the nested fields for {@link Kind#VALUE} and {@link Kind#KEY}, the one
 *     name for {@link Kind#HEADER}, otherwise empty
 */
public record TimestampSource(Kind kind, List<String> path) {

  /** A part of a record, or the clock. */
  public enum Kind {
    /** The timestamp that Kafka stores with the record. */
    RECORD,
    /** The time at which the task received the record. */
    WALLCLOCK,
    VALUE,
    KEY,
    HEADER
  }

  static final String ALLOWED = "record, wallclock, value.<path>, key.<path>, header.<name>";

  public TimestampSource {
    path = List.copyOf(path);
  }

  /** Whether {@code timestamp.format} applies: the time is a field or a header. */
  public boolean hasFormat() {
    return !path.isEmpty();
  }

  /**
   * Reads {@code record}, {@code wallclock}, {@code value.<path>}, {@code key.<path>} or {@code
   * header.<name>}.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static TimestampSource parse(String text) {
    if (text.equals("record")) {
      return new TimestampSource(Kind.RECORD, List.of());
    }
    if (text.equals("wallclock")) {
      return new TimestampSource(Kind.WALLCLOCK, List.of());
    }
    int dot = text.indexOf('.');
    String part = dot < 0 ? text : text.substring(0, dot);
    String rest = dot < 0 ? "" : text.substring(dot + 1);
    if (part.equals("header") && !rest.isEmpty()) {
      return new TimestampSource(Kind.HEADER, List.of(rest));
    }
    List<String> path = List.of(rest.split("\\.", -1));
    if ((part.equals("value") || part.equals("key")) && !path.contains("")) {
      return new TimestampSource(part.equals("value") ? Kind.VALUE : Kind.KEY, path);
    }
    throw new IllegalArgumentException("must be one of " + ALLOWED);
  }
}
