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

import io.sluice.format.encode.FileEncoder;
import io.sluice.format.encode.RecordBuffer;
import io.sluice.format.encode.RecordEncoder;
import io.sluice.format.encode.RecordSerializer;
import io.sluice.format.encode.RowSink;
import java.io.IOException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Encodes records into a buffer, which is compressed and written whenever it has a chunk, 64 KiB by
 * default, of complete records. The compressor, which holds most of the memory of an open file, is
 * opened with the first chunk, so that a file with little traffic needs none.
 */
final class BufferedSink implements RowSink {
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

  private int completeBefore;
  private long drained;
  private long drainedAtOutput;
  private long producedAtOutput;
  private double ratio = 1;

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
    this.completeBefore = buffer.size();
  }

  /** An encoder of this file. */
  RecordEncoder encoder() {
    return new FileEncoder(this, completeBefore);
  }

  /** Opens a compressor, which may write a header. */
  @FunctionalInterface
  interface Opener {
    Compressor open() throws IOException;
  }

  @Override
  public void encode(SinkRecord record) throws IOException {
    serializer.serialize(record, buffer);
  }

  @Override
  public void dropRecord() {
    buffer.dropRecord();
  }

  @Override
  public long completeRecord() {
    buffer.completeRecord(separator);
    int complete = buffer.size();
    int length = complete - completeBefore;
    completeBefore = complete;
    return length;
  }

  @Override
  public boolean isFull() {
    return completeBefore >= chunkBytes;
  }

  /** The bytes produced when the ratio was last taken. */
  @Override
  public long knownBytes() {
    return producedAtOutput;
  }

  @Override
  public long pendingBytes(long encoded) {
    return encoded - drainedAtOutput;
  }

  @Override
  public double ratio() {
    return ratio;
  }

  /** What the codec can hold back, because one with large blocks shows no ratio for long. */
  @Override
  public long longestBytes(long encoded) {
    return compressor == null
        ? encoded
        : compressor.producedBytes() + compressor.heldBackBytes() + encoded - drained;
  }

  @Override
  public long heldBytes() {
    return buffer.capacity() + (compressor == null ? 0 : compressor.heldBytes());
  }

  @Override
  public void flush(long encoded) throws IOException {
    // Opening a compressor would take more memory than a small buffer frees.
    if (direct || compressor != null || buffer.size() >= CHUNK_BYTES) {
      drain(encoded);
      buffer.shrink();
    }
  }

  @Override
  public long finish() throws IOException {
    compressor.finish();
    return compressor.producedBytes();
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

  @Override
  public void drain(long encoded) throws IOException {
    if (compressor == null) {
      compressor = opener.open();
    }
    if (completeBefore > 0) {
      buffer.drainTo(compressor::write);
      completeBefore = 0;
    }
    drained = encoded;
    long produced = compressor.producedBytes();
    if (produced - producedAtOutput >= MIN_RATIO_BYTES) {
      producedAtOutput = produced;
      drainedAtOutput = drained;
      ratio = (double) produced / drained;
    }
  }
}
