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

/** The file formats. */
public enum FormatName {
  /** One JSON document per line. */
  JSON,
  /** The value as text, each followed by the separator. */
  TEXT,
  /** The bytes of the values, one after the other. */
  BYTES,
  /** Comma-separated values as in RFC 4180, one schema per file. */
  CSV,
  /** Object container files of Avro, one schema each. */
  AVRO,
  /** Columns as in Apache ORC, one schema per file. */
  ORC
}
