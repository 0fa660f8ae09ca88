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
  JSON(true, false),
  /** The value as text, each followed by the separator. */
  TEXT(false, false),
  /** The bytes of the values, one after the other. */
  BYTES(false, false),
  /** Comma-separated values as in RFC 4180, one schema per file. */
  CSV(true, true),
  /** Object container files of Avro, one schema each. */
  AVRO(true, true),
  /** Parquet files, one schema each. */
  PARQUET(true, true),
  /** Sequence files of Hadoop. */
  SEQUENCEFILE(false, false);

  private final boolean columns;
  private final boolean schema;

  FormatName(boolean columns, boolean schema) {
    this.columns = columns;
    this.schema = schema;
  }

  /** Whether a record may be a row of several columns. */
  public boolean hasColumns() {
    return columns;
  }

  /** Whether all records of a file have one schema. */
  public boolean hasSchema() {
    return schema;
  }
}
