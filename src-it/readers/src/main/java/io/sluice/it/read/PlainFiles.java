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
import java.util.Set;

/** Gives DuckDB files that it can read: it knows gzip and Zstandard, and no other compression. */
final class PlainFiles {
  private static final Set<String> KNOWN = Set.of("none", "gzip", "zstd");

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

  /** How a file is decompressed for DuckDB, for people; empty if DuckDB reads the file directly. */
  String before(Path file) {
    return isKnown(file) ? "" : decompression.before(file);
  }

  void read(Path file, Reading reading) throws IOException {
    if (isKnown(file)) {
      reading.read(file);
      return;
    }
    Path copy = copy();
    try (InputStream content = decompression.open(file)) {
      Files.copy(content, copy, StandardCopyOption.REPLACE_EXISTING);
    }
    reading.read(copy);
    Files.delete(copy);
  }

  /** Deletes the copy that a failed reading may have kept. */
  void close() throws IOException {
    Files.deleteIfExists(copy());
  }

  private Path copy() {
    return directory.resolve("plain");
  }

  private boolean isKnown(Path file) {
    return KNOWN.contains(codec(file));
  }
}
