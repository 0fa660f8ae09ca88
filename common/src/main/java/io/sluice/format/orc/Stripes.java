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
package io.sluice.format.orc;

import java.io.IOException;
import org.apache.hadoop.fs.Path;
import org.apache.orc.OrcFile;
import org.apache.orc.impl.MemoryManagerImpl;

/**
 * Determines when the stripes of one file end, and whether the file may be completed. The library's
 * memory manager is shared by all files of the process, and would end stripes unasked.
 */
final class Stripes extends MemoryManagerImpl implements OrcFile.WriterCallback {
  private Callback writer;
  private int count;
  private boolean completing;

  Stripes() {
    super(Long.MAX_VALUE);
  }

  @Override
  public void addWriter(Path path, long requestedAllocation, Callback callback) throws IOException {
    super.addWriter(path, requestedAllocation, callback);
    writer = callback;
  }

  /** Ends the stripe in progress, if there is one. */
  void end() throws IOException {
    // A limit of zero ends the stripe; then the configured limit is restored.
    writer.checkMemory(0);
    writer.checkMemory(1);
  }

  /** Number of complete stripes. */
  int count() {
    return count;
  }

  /** Permits the library to write the footer, which completes the file. */
  void allowCompletion() {
    completing = true;
  }

  @Override
  public void preStripeWrite(OrcFile.WriterContext context) {
    count++;
  }

  /**
   * Throws after a failure, because the library would complete the file without the failed rows.
   */
  @Override
  public void preFooterWrite(OrcFile.WriterContext context) throws IOException {
    if (!completing) {
      throw new IOException("The file is not complete");
    }
  }
}
