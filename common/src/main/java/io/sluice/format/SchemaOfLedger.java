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
import java.util.function.Consumer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;

/** Reads the schema of a pending file. */
final class SchemaOfLedger {
  private SchemaOfLedger() {}

  /**
   * Parses a schema from the ledger.
   *
   * @param text null if the ledger has none
   * @param check throws {@link DataException} if the format cannot express a schema
   * @throws ConnectException if the text is null, or this version cannot read it
   */
  static FileSchema read(String format, String text, Consumer<Schema> check) {
    if (text == null) {
      throw new ConnectException(
          "The ledger names a pending file of format '"
              + format
              + "' without its schema, so the ledger is damaged");
    }
    try {
      FileSchema schema = FileSchema.parse(text);
      schema.schema().ifPresent(check);
      return schema;
    } catch (IllegalArgumentException | DataException e) {
      throw new ConnectException(
          "The ledger names a pending file whose schema this version cannot read ("
              + e.getMessage()
              + "): the ledger is damaged, or a newer version of Sluice wrote it; install that version"
              + " again",
          e);
    }
  }
}
