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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.zip.CRC32C;

/** Buffers an object's bytes, in memory first and in a file once they are many. */
public final class ContentWriter implements AutoCloseable {
  private static final int MOST_IN_MEMORY = 4 * 1024;

  private final Path path;
  private final CRC32C crc32c = new CRC32C();
  private final MessageDigest md5 = Checksums.newMd5();
  private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private OutputStream file;
  private long size;
  private boolean finished;

  ContentWriter(Path path) {
    this.path = path;
  }

  public long size() {
    return size;
  }

  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (file == null && size + length > MOST_IN_MEMORY) {
      file = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      memory.writeTo(file);
      memory.reset();
    }
    if (file == null) {
      memory.write(bytes, offset, length);
    } else {
      file.write(bytes, offset, length);
    }
    crc32c.update(bytes, offset, length);
    md5.update(bytes, offset, length);
    size += length;
  }

  /** Ends the content, which from now on belongs to the caller. */
  public Content finish() throws IOException {
    finished = true;
    Checksums checksums = Checksums.of(crc32c.getValue(), md5.digest());
    if (file == null) {
      return new Content(memory.toByteArray(), checksums);
    }
    file.close();
    return new Content(path, size, checksums);
  }

  /** Forgets what was written, unless it was finished. */
  @Override
  public void close() throws IOException {
    if (!finished && file != null) {
      file.close();
      Files.deleteIfExists(path);
    }
  }
}
