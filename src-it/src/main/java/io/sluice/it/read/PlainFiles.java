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

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Gives DuckDB files that it can read: it knows gzip and Zstandard, and no other compression. */
final class PlainFiles {
  private final Decompression decompression;
  private final Path directory;

  /**
   * @param directory for decompressed copies, one at a time
   */
  PlainFiles(Decompression decompression, Path directory) {
    this.decompression = decompression;
    this.directory = directory;
  }

  /** Reads a file. */
  interface Reading {
    void read(Path file) throws IOException;
  }

  String codec(Path file) {
    return decompression.codec(file);
  }

  void read(Path file, Reading reading) throws IOException {
    switch (codec(file)) {
      case "none", "gzip", "zstd" -> reading.read(file);
      default -> {
        Path copy = directory.resolve("plain");
        try (InputStream content = decompression.open(file)) {
          Files.copy(content, copy, StandardCopyOption.REPLACE_EXISTING);
        }
        reading.read(copy);
        Files.delete(copy);
      }
    }
  }
}
