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

import io.sluice.format.encode.RecordBuffer;
import io.sluice.format.encode.RowSink;
import io.sluice.format.value.Misfit;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Collects the records of one file into batches, and passes them to the library. The library's
 * writer, which holds most of the memory of an open file, is opened with the first batch, so that a
 * file with little traffic needs none.
 */
final class OrcSink implements RowSink {
  private static final byte[] NOTHING = new byte[0];
  // Enough for the library to process columns efficiently.
  private static final int BATCH_BYTES = 64 * 1024;
  // Magic, types, statistics and postscript, without the schema.
  private static final int FRAME_BYTES = 512;

  private final Compiled schema;
  private final Draft draft;
  private final OrcDataFile file;
  private Batch batch;
  private RecordBuffer texts = new RecordBuffer(Integer.MAX_VALUE);

  private Object value;
  private long inBatch;
  private long batched;
  private int stripes;
  private long inStripes;
  private long written;
  private double ratio = 1;

  /**
   * @param draft may be shared with other files of the thread
   */
  OrcSink(Compiled schema, Draft draft, OrcDataFile file) {
    this.schema = schema;
    this.draft = draft;
    this.file = file;
    this.batch = new Batch(schema.root());
  }

  @Override
  public void encode(SinkRecord record) {
    value = record.value();
    if (value == null) {
      throw new DataException(
          "format=orc cannot express a null value; set null.values=skip, or use format=json");
    }
    draft.begin(texts);
    try {
      schema.root().check(value, draft);
    } catch (Misfit e) {
      throw new DataException(
          "The value cannot be written as ORC at '" + e.location() + "': " + e.getMessage(), e);
    }
  }

  @Override
  public void dropRecord() {
    texts.dropRecord();
  }

  @Override
  public long completeRecord() {
    texts.completeRecord(NOTHING);
    batch.add(value, draft);
    value = null;
    inBatch += draft.length();
    return draft.length();
  }

  @Override
  public boolean isFull() {
    return inBatch >= BATCH_BYTES || batch.rows() == Batch.MAX_ROWS;
  }

  /** The complete stripes, and the footer. */
  @Override
  public long knownBytes() {
    return FRAME_BYTES + schema.json().length() + written;
  }

  @Override
  public long pendingBytes(long encoded) {
    return encoded - inStripes;
  }

  /** The ratio of the complete stripes. */
  @Override
  public double ratio() {
    return ratio;
  }

  /** A stripe is at most as long as it is in memory. */
  @Override
  public long longestBytes(long encoded) {
    return knownBytes() + file.stripeBytes() + (encoded - batched);
  }

  @Override
  public long heldBytes() {
    return texts.capacity() + batch.heldBytes() + file.heldBytes();
  }

  /**
   * Ends the stripe. A small stripe costs readers less than a small file, which the engine would
   * write next to free memory.
   */
  @Override
  public void flush(long encoded) throws IOException {
    if (file.isOpen()) {
      drain(encoded);
      file.endStripe();
      measure();
      batch.shrink();
      texts.shrink();
    }
  }

  @Override
  public long finish() throws IOException {
    file.finish();
    return file.written();
  }

  @Override
  public void release() {
    texts = null;
    batch = null;
    value = null;
    try {
      file.release();
    } catch (IOException e) {
      throw new UncheckedIOException("A file failed although its output is discarded", e);
    }
  }

  @Override
  public void drain(long encoded) throws IOException {
    if (batch.rows() > 0) {
      texts.drainTo((bytes, offset, length) -> file.add(batch.rows(bytes)));
      batch.clear();
      if (texts.capacity() > 2 * BATCH_BYTES) {
        texts.shrink();
      }
      batched = encoded;
      inBatch = 0;
      measure();
    }
  }

  /** Updates the ratio if the last batch has completed a stripe. */
  private void measure() {
    if (file.stripes() > stripes) {
      stripes = file.stripes();
      written = file.written();
      inStripes = batched;
      ratio = (double) written / inStripes;
    }
  }
}
