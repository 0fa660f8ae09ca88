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
package io.sluice.it.read;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.orc.OrcFile;
import org.apache.orc.Reader;
import org.apache.orc.RecordReader;
import org.apache.orc.TypeDescription;
import org.apache.orc.storage.ql.exec.vector.VectorizedRowBatch;

/** An ORC file as ORC's own library reads it. */
public final class OrcContent implements Closeable {
  private final Path temporary;
  private final Reader reader;

  private OrcContent(Path temporary, Reader reader) {
    this.temporary = temporary;
    this.reader = reader;
  }

  static OrcContent open(Path file) throws IOException {
    return new OrcContent(null, reader(file));
  }

  /** Reads a file in memory from a temporary copy, which is deleted in the end. */
  public static OrcContent of(byte[] file) throws IOException {
    Path temporary = Files.createTempFile("sluice", ".orc");
    Files.write(temporary, file);
    return new OrcContent(temporary, reader(temporary));
  }

  private static Reader reader(Path file) throws IOException {
    return OrcFile.createReader(
        new org.apache.hadoop.fs.Path(file.toUri()),
        OrcFile.readerOptions(new Configuration(false))
            .useUTCTimestamp(true)
            .convertToProlepticGregorian(true));
  }

  /** The library's reader, closed with this object. */
  public Reader reader() {
    return reader;
  }

  /** The text that the footer has under a key. */
  public String metadata(String key) {
    return StandardCharsets.UTF_8.decode(reader.getMetadataValue(key)).toString();
  }

  /**
   * All rows by name: structs and maps are Maps, lists are Lists, texts are Strings, bytes are
   * ByteBuffers, timestamps are LocalDateTimes, those with time zone Instants, and dates are
   * LocalDates.
   */
  public List<Map<String, Object>> rows() throws IOException {
    List<Map<String, Object>> rows = new ArrayList<>();
    read(rows::add);
    return rows;
  }

  void read(Consumer<Map<String, Object>> rows) throws IOException {
    TypeDescription type = reader.getSchema();
    VectorizedRowBatch batch = type.createRowBatch();
    try (RecordReader records = reader.rows()) {
      while (records.nextBatch(batch)) {
        for (int row = 0; row < batch.size; row++) {
          rows.accept(OrcValues.struct(type, batch.cols, row));
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
    if (temporary != null) {
      Files.delete(temporary);
    }
  }
}
