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

import io.sluice.exec.FileReservation.Usage;
import io.sluice.format.FileEncoders;
import io.sluice.format.FileHeader;
import io.sluice.format.encode.RecordEncoder;
import io.sluice.storage.StagedFile;
import io.sluice.storage.StagedId;
import io.sluice.storage.StagedOutput;
import io.sluice.storage.StorageException;
import java.io.IOException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The resources of a staged file until it is sealed: the encoder with its native memory, and the
 * handle at the store. Used by its writer until {@link #seal}; {@link #free} may be called at any
 * time, from any thread, and frees everything exactly once.
 */
final class FileHandle {
  private final StagedFile staged;
  private final MonitoredOutput output;
  private final RecordEncoder encoder;
  private long heapAfterFlush;

  // These are guarded by this.
  private boolean sealing;
  private boolean freed;

  private FileHandle(StagedFile staged, MonitoredOutput output, RecordEncoder encoder) {
    this.staged = staged;
    this.output = output;
    this.encoder = encoder;
  }

  /**
   * Starts a file. Blocks in the store if the format writes a header.
   *
   * @throws IOException if that failed; nothing needs to be freed then
   */
  static FileHandle start(
      StagedFile staged, MonitoredOutput output, FileEncoders encoders, FileHeader header)
      throws IOException {
    try {
      return new FileHandle(staged, output, encoders.open(header, new StagedOutput(output)));
    } catch (Throwable e) {
      // Throwable, because a codec that is missing on the worker is an Error.
      staged.abandon();
      throw e;
    }
  }

  StagedId id() {
    return staged.id();
  }

  /**
   * Appends a record.
   *
   * @throws org.apache.kafka.connect.errors.DataException if it cannot be encoded; nothing happened
   */
  void append(SinkRecord record) throws IOException {
    encoder.append(record);
  }

  /** Estimated bytes of the file if it were complete; exact once it is sealed. */
  long size() {
    return encoder.size();
  }

  /** The memory and staged bytes that the file uses now; only staged bytes once it is sealed. */
  Usage usage() {
    long heap = encoder.bufferedBytes() + staged.heldBytes();
    long reclaimable = staged.writesThrough() ? Math.max(0, heap - heapAfterFlush) : 0;
    return new Usage(heap, reclaimable, encoder.size());
  }

  /** Writes the buffered bytes to the store if that frees memory. Blocks in the store. */
  void flush() throws IOException {
    if (staged.writesThrough()) {
      encoder.flush();
    }
    heapAfterFlush = encoder.bufferedBytes() + staged.heldBytes();
  }

  /** Completes and seals the file. Blocks; runs as one call on the I/O pool. */
  void seal() throws IOException {
    synchronized (this) {
      if (freed) {
        throw StorageException.retriable("the writer of the file has ended", null);
      }
      sealing = true;
    }
    boolean sealed = false;
    try {
      output.sealing();
      encoder.finish();
      staged.seal();
      sealed = true;
    } finally {
      encoder.release();
      ended(sealed);
    }
  }

  /** Abandons the staged file if it was not sealed, or was freed while it was being sealed. */
  private void ended(boolean sealed) {
    boolean abandon;
    synchronized (this) {
      sealing = false;
      abandon = !sealed || freed;
      freed |= !sealed;
    }
    if (abandon) {
      staged.abandon();
    }
  }

  /**
   * Frees the resources of a file that no entry names. While the file is being sealed, the sealing
   * thread frees them afterwards. Blocks; called on the I/O pool.
   */
  void free() {
    synchronized (this) {
      if (freed) {
        return;
      }
      freed = true;
      if (sealing) {
        return;
      }
    }
    encoder.release();
    staged.abandon();
  }
}
