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
package io.sluice.writer;

import io.sluice.exec.CallMonitor;
import io.sluice.storage.StagedOutput;
import io.sluice.storage.StorageException;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes to a staged file. The {@link CallMonitor} watches the writes; they fail once the writer is
 * abandoned.
 */
final class MonitoredOutput implements StagedOutput.Target {
  private final OutputStream output;
  private final CallMonitor monitor;
  private final CallMonitor.Owner writer;
  private boolean sealing;

  MonitoredOutput(OutputStream output, CallMonitor monitor, CallMonitor.Owner writer) {
    this.output = output;
    this.monitor = monitor;
    this.writer = writer;
  }

  /** Writes from now on belong to the sealing call, which is monitored as a whole. */
  void sealing() {
    sealing = true;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (writer.abandoned()) {
      throw StorageException.retriable("the writer of the file was abandoned", null);
    }
    if (sealing) {
      output.write(bytes, offset, length);
      return;
    }
    CallMonitor.Call call = monitor.begin(writer, CallMonitor.Pool.WRITER);
    try {
      output.write(bytes, offset, length);
    } finally {
      call.end();
    }
  }
}
