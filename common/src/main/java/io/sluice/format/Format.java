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

import io.sluice.format.encode.RecordEncoder;
import io.sluice.format.schema.FileSchema;
import io.sluice.format.schema.FileSchemas;
import io.sluice.record.RecordFields;
import java.io.IOException;
import java.io.OutputStream;

/** A file format together with its settings; safe for any thread. */
public interface Format {

  /**
   * What the ledger calls this format, such as {@code json}, and {@code json:key,value} if files
   * hold more of a record than its value.
   */
  String name();

  /** What the ledger calls the compression that is applied, such as {@code gzip}. */
  String compression();

  /** The file name extension with its leading dot, compression included: {@code .json.gz}. */
  String extension();

  /** Puts together what files hold of each record. New for each writer. */
  default RecordFields fields() {
    return (record, now) -> record;
  }

  /**
   * Puts together what a file holds that is written again. New for each file.
   *
   * @param schema what {@link #schema} gave for it
   */
  default RecordFields fieldsAgain(FileSchema schema) {
    return fields();
  }

  /** Tells which schema the file of a record must have. New for each writer. */
  FileSchemas schemas();

  /**
   * The schema of a file that is to be written again.
   *
   * @param text as {@link FileSchema#text} gave it; null if the ledger names none
   * @throws org.apache.kafka.connect.errors.ConnectException if this format needs a schema and the
   *     text is none that this version can read
   */
  FileSchema schema(String text);

  /**
   * Starts a file. The encoder is to be {@linkplain RecordEncoder#release released} in the end.
   *
   * @param output where encoded bytes go, unbuffered; never closed by the encoder
   */
  RecordEncoder open(FileHeader header, OutputStream output) throws IOException;

  /**
   * The same format for one thread at a time, whose files share what they need only while a record
   * is encoded: what makes thousands of open files small.
   */
  Format confined();
}
