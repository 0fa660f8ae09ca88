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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;

/** Tests the operations of the connector once: write, rename into the output, delete. */
final class HadoopProbe {
  /** Far longer than any call that may still use its temporary file. */
  private static final Duration STALE = Duration.ofDays(1);

  private static final int MOST_SWEPT = 1000;

  private final HadoopFiles files;
  private final String temporaryDirectory;

  HadoopProbe(HadoopFiles files, String temporaryDirectory) {
    this.files = files;
    this.temporaryDirectory = temporaryDirectory;
  }

  /** Runs the test, and removes temporary files of dead workers. */
  void run(String target, String ledgerDirectory) throws IOException {
    String temporary = temporaryDirectory + "/" + UUID.randomUUID();
    files.write(temporary, new byte[1]);
    try {
      FileStatus written = files.status(temporary).orElseThrow(() -> gone(temporary));
      files.requireAtomicRename(temporary);
      files.list(ledgerDirectory, entry -> false);
      if (files.move(temporary, target) != HadoopFiles.Move.DONE) {
        throw gone(temporary);
      }
      files.requireAtomicRename(target);
      sweep(written.getModificationTime() - STALE.toMillis());
      files.delete(target);
    } catch (IOException | RuntimeException e) {
      try {
        files.delete(temporary);
        files.delete(target);
      } catch (IOException | RuntimeException cleaning) {
        e.addSuppressed(cleaning);
      }
      throw e;
    }
  }

  private static IOException gone(String path) {
    return new IOException("the probe " + path + " was removed by another program");
  }

  /** The time is by the NameNode's clock. */
  private void sweep(long modifiedBefore) throws IOException {
    List<String> stale = new ArrayList<>();
    files.list(
        temporaryDirectory,
        entry -> {
          if (entry.isFile() && entry.getModificationTime() < modifiedBefore) {
            stale.add(entry.getPath().getName());
          }
          return stale.size() < MOST_SWEPT;
        });
    for (String name : stale) {
      files.delete(temporaryDirectory + "/" + name);
    }
  }
}
