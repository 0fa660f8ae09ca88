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
package io.sluice.it.score;

import io.sluice.it.read.RowReader;
import io.sluice.it.read.RowReaders;
import io.sluice.it.server.WorkDirectory;
import io.sluice.it.verify.ContentReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.kafka.connect.data.Schema;

/** Texts in files of formats that are read from a local file only. */
final class RowContents implements ContentReader, AutoCloseable {
  private final RowReaders readers;
  private final RowReader reader;
  private final Path directory;

  /**
   * @param format what the setting {@code format} calls it
   */
  RowContents(String format) throws IOException {
    this.readers = RowReaders.open();
    this.reader =
        readers
            .of(format)
            .orElseThrow(() -> new IllegalArgumentException("no reader for format " + format));
    this.directory = WorkDirectory.createNew("contents");
  }

  @Override
  public void read(String name, InputStream stored, Consumer<String> values) throws IOException {
    Path copy = directory.resolve(name);
    try {
      Files.copy(stored, copy);
      reader.read(copy, Schema.STRING_SCHEMA, row -> values.accept((String) row));
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  @Override
  public void close() throws IOException {
    readers.close();
    WorkDirectory.delete(directory);
  }
}
