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
package io.sluice.hdfs;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Temporary files that failed calls did not rename. They are deleted after a call that succeeds,
 * because the store that refused the rename probably refuses the deletion too. For any thread.
 */
final class Leftovers {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  private final Queue<String> paths = new ConcurrentLinkedQueue<>();
  private final Deletion deletion;

  Leftovers(Deletion deletion) {
    this.deletion = deletion;
  }

  /** Deletes a file, if it exists. */
  @FunctionalInterface
  interface Deletion {
    void delete(String path) throws IOException;
  }

  void add(String path) {
    paths.add(path);
  }

  /** Deletes all; after a failure, the others wait for the next call. */
  void delete() {
    for (String path = paths.poll(); path != null; path = paths.poll()) {
      try {
        deletion.delete(path);
      } catch (IOException | RuntimeException e) {
        LOG.debug("The temporary file {} remains until a later call", path, e);
        paths.add(path);
        return;
      }
    }
  }
}
