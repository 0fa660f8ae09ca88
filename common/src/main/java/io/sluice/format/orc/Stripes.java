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
 * Decides when the stripes of one file end, and whether the file may. The library's own manager of
 * memory is shared by all files of a process, and would end stripes early without anyone having
 * asked.
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
    // A limit of nothing, and then the one that was configured.
    writer.checkMemory(0);
    writer.checkMemory(1);
  }

  /** Stripes that have ended. */
  int count() {
    return count;
  }

  /** Lets the library write the footer, which makes the file complete. */
  void allowCompletion() {
    completing = true;
  }

  @Override
  public void preStripeWrite(OrcFile.WriterContext context) {
    count++;
  }

  /** After a failure the library would complete the file without the rows that failed. */
  @Override
  public void preFooterWrite(OrcFile.WriterContext context) throws IOException {
    if (!completing) {
      throw new IOException("The file is not complete");
    }
  }
}
