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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Opens files in their order, of which the next small ones have already been read. */
final class ReadAhead implements AutoCloseable {
  private static final int THREADS = 8;
  private static final int FILES = 64;
  private static final long SMALL_BYTES = 1 << 20;

  private final Output output;
  private final Iterator<Output.File> files;
  private final ExecutorService readers = Executors.newFixedThreadPool(THREADS);
  private final Queue<Future<InputStream>> ahead = new ArrayDeque<>();

  ReadAhead(Output output, List<Output.File> files) {
    this.output = output;
    this.files = files.iterator();
  }

  /** The content of the next file. */
  InputStream next() throws IOException {
    while (ahead.size() < FILES && files.hasNext()) {
      ahead.add(readers.submit(reading(files.next())));
    }
    try {
      return ahead.remove().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException("cannot read a file", e.getCause());
    }
  }

  private Callable<InputStream> reading(Output.File file) {
    return () -> {
      if (file.bytes() > SMALL_BYTES) {
        return output.open(file);
      }
      try (InputStream content = output.open(file)) {
        return new ByteArrayInputStream(content.readAllBytes());
      }
    };
  }

  @Override
  public void close() {
    readers.shutdownNow();
  }
}
