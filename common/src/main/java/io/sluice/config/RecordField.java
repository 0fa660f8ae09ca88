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

/** A part of a record that files can contain. */
public enum RecordField {
  KEY,
  VALUE,
  HEADERS,
  TOPIC,
  PARTITION,
  OFFSET,
  TIMESTAMP,
  INGEST_TIME;

  /** The name in settings and in the ledger, such as {@code ingest.time}. */
  public String label() {
    return column().replace('_', '.');
  }

  /** The name in files, in a form that every format allows, such as {@code ingest_time}. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The field with this label, if any. */
  public static Optional<RecordField> labelled(String label) {
    return Arrays.stream(values()).filter(field -> field.label().equals(label)).findFirst();
  }
}
