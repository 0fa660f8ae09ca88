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
package io.sluice.it.gcs.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** An object's bytes: in memory if they are few, else in a file. Never changed. */
public final class Content {
  private final byte[] bytes;
  private final Optional<Path> file;
  private final long size;
  private final Checksums checksums;

  Content(byte[] bytes, Checksums checksums) {
    this.bytes = bytes;
    this.file = Optional.empty();
    this.size = bytes.length;
    this.checksums = checksums;
  }

  Content(Path file, long size, Checksums checksums) {
    this.bytes = new byte[0];
    this.file = Optional.of(file);
    this.size = size;
    this.checksums = checksums;
  }

  /** Few bytes, kept in memory. */
  public static Content of(byte[] bytes) {
    return new Content(bytes.clone(), Checksums.of(bytes));
  }

  public long size() {
    return size;
  }

  public Checksums checksums() {
    return checksums;
  }

  /**
   * @throws java.nio.file.NoSuchFileException if the object was deleted meanwhile
   */
  public InputStream open() throws IOException {
    return file.isPresent() ? Files.newInputStream(file.get()) : new ByteArrayInputStream(bytes);
  }

  /** Frees the space; open streams can still be read. */
  public void delete() throws IOException {
    if (file.isPresent()) {
      Files.deleteIfExists(file.get());
    }
  }
}
