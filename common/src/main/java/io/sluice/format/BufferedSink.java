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
package io.sluice.format;

import io.sluice.format.encode.RecordBuffer;
import io.sluice.format.encode.RecordEncoder;
import io.sluice.format.encode.RecordSerializer;
import io.sluice.format.encode.SizeEstimate;
import java.io.IOException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Encodes records into a buffer, which is compressed and written whenever it has a chunk, 64 KiB by
 * default, of complete records. The compressor, which holds most of the memory of an open file, is
 * opened with the first chunk, so that a file with little traffic needs none.
 */
final class BufferedSink implements RecordEncoder {
  private static final int CHUNK_BYTES = 64 * 1024;
  // Less output, such as the header, is no basis for an estimate of the ratio.
  private static final int MIN_RATIO_BYTES = 4 * 1024;

  private final int chunkBytes;
  private final byte[] separator;
  private final Opener opener;
  private final boolean direct;
  private RecordSerializer serializer;
  private RecordBuffer buffer;
  private Compressor compressor;

  private long encoded;
  private long drained;
  private long drainedAtOutput;
  private long producedAtOutput;
  private final SizeEstimate size = new SizeEstimate();

  /**
   * @param serializer fills {@code buffer}, and possibly those of other files
   * @param buffer may already contain what precedes the first record
   * @param separator written after each record
   * @param opener opens the file's compressor, at most once
   * @param direct whether the compressor holds no memory
   */
  BufferedSink(
      RecordSerializer serializer,
      RecordBuffer buffer,
      byte[] separator,
      Opener opener,
      boolean direct) {
    this(serializer, buffer, CHUNK_BYTES, separator, opener, direct);
  }

  /**
   * @param chunkBytes size from which complete records go to the compressor
   */
  BufferedSink(
      RecordSerializer serializer,
      RecordBuffer buffer,
      int chunkBytes,
      byte[] separator,
      Opener opener,
      boolean direct) {
    this.chunkBytes = chunkBytes;
    this.serializer = serializer;
    this.buffer = buffer;
    this.separator = separator;
    this.opener = opener;
    this.direct = direct;
    this.encoded = buffer.size();
  }

  /** Opens a compressor, which may write a header. */
  @FunctionalInterface
  interface Opener {
    Compressor open() throws IOException;
  }

  @Override
  public void append(SinkRecord record) throws IOException {
    int before = buffer.size();
    boolean done = false;
    try {
      serializer.serialize(record, buffer);
      done = true;
    } finally {
      if (!done) {
        buffer.dropRecord();
      }
    }
    buffer.completeRecord(separator);
    encoded += buffer.size() - before;
    if (buffer.size() >= chunkBytes) {
      drain();
    }
  }

  /**
   * The bytes produced, and an estimate for the others by the ratio so far. The estimate is at most
   * what the codec can hold back, because a codec with large blocks shows no ratio for long.
   */
  @Override
  public long size() {
    return size.exact()
        ? size.bytes()
        : size.update(producedAtOutput, encoded - drainedAtOutput, longest());
  }

  private long longest() {
    return compressor == null
        ? encoded
        : compressor.producedBytes() + compressor.heldBackBytes() + encoded - drained;
  }

  @Override
  public long encodedBytes() {
    return encoded;
  }

  @Override
  public long bufferedBytes() {
    long held = 0;
    if (buffer != null) {
      held += buffer.capacity();
    }
    if (compressor != null) {
      held += compressor.heldBytes();
    }
    return held;
  }

  @Override
  public void flush() throws IOException {
    // Opening a compressor would take more memory than a small buffer frees.
    if (direct || compressor != null || buffer.size() >= CHUNK_BYTES) {
      drain();
      buffer.shrink();
    }
  }

  @Override
  public void finish() throws IOException {
    drain();
    compressor.finish();
    size.complete(compressor.producedBytes());
  }

  @Override
  public void release() {
    buffer = null;
    serializer = null;
    if (compressor != null) {
      compressor.release();
      compressor = null;
    }
  }

  private void drain() throws IOException {
    if (compressor == null) {
      compressor = opener.open();
    }
    int length = buffer.size();
    if (length > 0) {
      buffer.drainTo(compressor::write);
    }
    drained += length;
    long produced = compressor.producedBytes();
    if (produced - producedAtOutput >= MIN_RATIO_BYTES) {
      producedAtOutput = produced;
      drainedAtOutput = drained;
      size.ratio((double) produced / drained);
    }
  }
}
