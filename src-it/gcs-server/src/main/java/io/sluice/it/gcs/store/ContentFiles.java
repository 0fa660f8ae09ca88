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

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** The directory with the bytes of large objects. */
public final class ContentFiles implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  private final Path directory;
  private final AtomicLong names = new AtomicLong();

  private ContentFiles(Path directory) {
    this.directory = directory;
  }

  /** A new sub-directory of the given one, which may be absent. */
  public static ContentFiles in(Path parent) throws IOException {
    Files.createDirectories(parent);
    return new ContentFiles(Files.createTempDirectory(parent, "objects"));
  }

  public ContentWriter writer() {
    return new ContentWriter(directory.resolve(Long.toString(names.incrementAndGet())));
  }

  /** Stores all of a stream without closing it. */
  public Content store(InputStream source) throws IOException {
    try (ContentWriter writer = writer()) {
      append(source, writer);
      return writer.finish();
    }
  }

  /** Stores contents one after the other. */
  public Content store(List<Content> sources) throws IOException {
    try (ContentWriter writer = writer()) {
      for (Content source : sources) {
        try (InputStream in = source.open()) {
          append(in, writer);
        }
      }
      return writer.finish();
    }
  }

  private static void append(InputStream source, ContentWriter writer) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
      writer.write(buffer, 0, count);
    }
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
