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
package io.sluice.format;

import io.sluice.format.schema.FileSchema;
import io.sluice.format.schema.FileSchemas;
import io.sluice.record.RecordFields;

/** A file format together with its settings; safe for any thread. */
public interface Format {

  /**
   * The name in the ledger, such as {@code json}, or {@code json:key,value} if files contain other
   * parts of a record than its value.
   */
  String name();

  /** The name of the compression in the ledger, such as {@code gzip}. */
  String compression();

  /** The file name extension with a leading dot, including the compression: {@code .json.gz}. */
  String extension();

  /** Builds the parts of each record that files contain; a new instance for each writer. */
  default RecordFields fields() {
    return (record, now) -> record;
  }

  /**
   * As {@link #fields}, for a file that is written again; a new instance for each file.
   *
   * @param schema the file's schema, from {@link #schema}
   */
  default RecordFields fieldsAgain(FileSchema schema) {
    return fields();
  }

  /** Determines the schema of each record's file; a new instance for each writer. */
  FileSchemas schemas();

  /**
   * The schema of a file that is written again.
   *
   * @param text from {@link FileSchema#text}; null if the ledger has none
   * @throws org.apache.kafka.connect.errors.ConnectException if this format requires a schema and
   *     this version cannot read the text
   */
  FileSchema schema(String text);

  /** Starts the files of one writer; a new instance for each writer. */
  FileEncoders encoders();
}
