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
package io.sluice.it.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.it.read.Lines;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;

/** Reads a published file as its name says. */
public final class RecordFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordFile() {}

  /**
   * Hands over the value of each record.
   *
   * @param name the file's name, whose extensions show compression and format
   * @param stored the file's content
   * @throws IOException if the content is not what the name says, too
   */
  public static void read(String name, InputStream stored, Consumer<String> values)
      throws IOException {
    boolean gzip = name.endsWith(".gz");
    String plainName = gzip ? name.substring(0, name.lastIndexOf('.')) : name;
    InputStream plain = gzip ? new GZIPInputStream(stored) : stored;
    try {
      switch (plainName.substring(plainName.lastIndexOf('.'))) {
        case ".json" -> Lines.read(plain, line -> values.accept(value(line)));
        case ".avro" -> readAvro(plain, values);
        case ".txt" -> Lines.read(plain, values);
        default -> throw new IOException("no reader for " + name);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static void readAvro(InputStream content, Consumer<String> values) throws IOException {
    try (DataFileStream<Object> records =
        new DataFileStream<>(content, new GenericDatumReader<>())) {
      for (Object value : records) {
        values.accept(value.toString());
      }
    } catch (AvroRuntimeException e) {
      throw new IOException("not a complete Avro file", e);
    }
  }

  /** The text of a JSON string, and any other document as it is. */
  private static String value(String line) {
    try {
      JsonNode document = JSON.readTree(line);
      return document.isTextual() ? document.textValue() : line;
    } catch (IOException e) {
      throw new UncheckedIOException("not a JSON document: " + line, e);
    }
  }
}
