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

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a file can hold of a record. */
public enum RecordField {
  KEY,
  VALUE,
  HEADERS,
  TOPIC,
  PARTITION,
  OFFSET,
  TIMESTAMP,
  INGEST_TIME;

  /** What the configuration and the ledger call it, such as {@code ingest.time}. */
  public String label() {
    return column().replace('_', '.');
  }

  /** What files call it, in a form that every format allows: {@code ingest_time}. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The field of this label; empty if there is none. */
  public static Optional<RecordField> labelled(String label) {
    return Arrays.stream(values()).filter(field -> field.label().equals(label)).findFirst();
  }
}
