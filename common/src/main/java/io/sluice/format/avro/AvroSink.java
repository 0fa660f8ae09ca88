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
package io.sluice.format.avro;

import io.sluice.config.AvroConfig;
import io.sluice.format.encode.RecordBuffer;
import io.sluice.format.encode.RowSink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Encodes the records of one file into a buffer, and passes them to the library block by block. The
 * library's writer, which holds most of the memory of an open file, is opened with the first block,
 * so that a file with little traffic needs none.
 */
final class AvroSink implements RowSink {
  private static final byte[] NOTHING = new byte[0];
  private static final int INITIAL_RECORDS = 64;
  // Records without any bytes would never fill a block.
  private static final int MAX_RECORDS = 64 * 1024;
  // Less output is no basis for an estimate of the ratio.
  private static final int MIN_RATIO_BYTES = 4 * 1024;
  // The header without its schema; a block's counts and marker.
  private static final int HEADER_BYTES = 128;
  private static final int BLOCK_BYTES = 24;

  private final AvroSerializer serializer;
  private final AvroSerializer.Compiled schema;
  private final int blockBytes;
  private RecordBuffer buffer;
  private AvroDataFile file;
  private int[] lengths = new int[INITIAL_RECORDS];
  private int count;

  private int completeBefore;
  private long drained;
  private double ratio = 1;

  /**
   * @param serializer may be shared with other files of the thread
   * @param schema the schema of this file
   */
  AvroSink(
      AvroSerializer serializer,
      AvroSerializer.Compiled schema,
      AvroConfig config,
      int recordMaxBytes,
      AvroDataFile file) {
    this.serializer = serializer;
    this.schema = schema;
    this.blockBytes = config.blockBytes();
    this.buffer = new RecordBuffer(recordMaxBytes);
    this.file = file;
  }

  @Override
  public void encode(SinkRecord record) {
    serializer.serialize(schema, record.value(), buffer);
  }

  @Override
  public void dropRecord() {
    buffer.dropRecord();
  }

  @Override
  public long completeRecord() {
    buffer.completeRecord(NOTHING);
    int complete = buffer.size();
    int length = complete - completeBefore;
    completeBefore = complete;
    if (count == lengths.length) {
      lengths = Arrays.copyOf(lengths, 2 * count);
    }
    lengths[count++] = length;
    return length;
  }

  @Override
  public boolean isFull() {
    return completeBefore >= blockBytes || count >= MAX_RECORDS;
  }

  /** The header, the complete blocks, and the frame of the next one. */
  @Override
  public long knownBytes() {
    long written = file.written();
    long header = written == 0 ? HEADER_BYTES + schema.bytes() : 0;
    return written + header + (count == 0 ? 0 : BLOCK_BYTES);
  }

  @Override
  public long pendingBytes(long encoded) {
    return encoded - drained;
  }

  @Override
  public double ratio() {
    return ratio;
  }

  @Override
  public long heldBytes() {
    return buffer.capacity() + (long) Integer.BYTES * lengths.length + file.heldBytes();
  }

  @Override
  public void flush(long encoded) throws IOException {
    drain(encoded);
    file.flush();
    buffer.shrink();
    lengths = new int[INITIAL_RECORDS];
  }

  @Override
  public long finish() throws IOException {
    file.finish();
    return file.written();
  }

  @Override
  public void release() {
    file.release();
    buffer = null;
  }

  @Override
  public void drain(long encoded) throws IOException {
    if (count > 0) {
      buffer.drainTo(this::appendAll);
      count = 0;
      completeBefore = 0;
      drained = encoded;
      if (lengths.length > blockBytes / Integer.BYTES) {
        lengths = new int[INITIAL_RECORDS];
      }
      file.endBlock();
      long written = file.written();
      if (drained > 0 && written >= MIN_RATIO_BYTES) {
        ratio = Math.min(1.0, (double) written / drained);
      }
    }
  }

  private void appendAll(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer encodedRecord = ByteBuffer.wrap(bytes);
    int start = offset;
    for (int i = 0; i < count; i++) {
      int end = start + lengths[i];
      file.append(encodedRecord.limit(end).position(start));
      start = end;
    }
  }
}
