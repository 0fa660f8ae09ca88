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
import io.sluice.format.encode.RecordEncoder;
import io.sluice.format.encode.SizeEstimate;
import io.sluice.format.value.Misfit;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Collects the records of one file into batches, and hands them to the library. The library's
 * writer is opened with the first batch: most of the memory of an open file is its, and a file with
 * little traffic does without.
 */
final class OrcEncoder implements RecordEncoder {
  private static final byte[] NOTHING = new byte[0];
  // Enough for the library to work through each column in one go.
  private static final int BATCH_BYTES = 64 * 1024;
  // Magic, types, statistics and postscript, apart from the schema.
  private static final int FRAME_BYTES = 512;

  private final Compiled schema;
  private final Draft draft;
  private final OrcDataFile file;
  private Batch batch;
  private RecordBuffer texts = new RecordBuffer(Integer.MAX_VALUE);

  private long encoded;
  private long batched;
  private int stripes;
  private long inStripes;
  private long written;
  private final SizeEstimate size = new SizeEstimate();

  /**
   * @param draft checks the records of this file, and possibly those of others
   */
  OrcEncoder(Compiled schema, Draft draft, OrcDataFile file) {
    this.schema = schema;
    this.draft = draft;
    this.file = file;
    this.batch = new Batch(schema.root());
  }

  @Override
  public void append(SinkRecord record) throws IOException {
    Object value = record.value();
    boolean done = false;
    try {
      check(value);
      done = true;
    } finally {
      if (!done) {
        texts.dropRecord();
      }
    }
    texts.completeRecord(NOTHING);
    batch.add(value, draft);
    encoded += draft.length();
    if (encoded - batched >= BATCH_BYTES || batch.rows() == Batch.MAX_ROWS) {
      drain();
    }
  }

  private void check(Object value) {
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

  /**
   * Knows the stripes that have ended, and takes for the rest the ratio of those, but no more than
   * what the rest takes in memory.
   */
  @Override
  public long size() {
    if (size.exact()) {
      return size.bytes();
    }
    long known = FRAME_BYTES + schema.json().length() + written;
    long held = file.stripeBytes() + (encoded - batched);
    return size.update(known, encoded - inStripes, known + held);
  }

  @Override
  public long encodedBytes() {
    return encoded;
  }

  @Override
  public long bufferedBytes() {
    return texts == null ? 0 : texts.capacity() + batch.heldBytes() + file.heldBytes();
  }

  /**
   * Ends the stripe. A small stripe costs readers less than a small file, which is what the engine
   * would make next.
   */
  @Override
  public void flush() throws IOException {
    if (file.isOpen()) {
      drain();
      file.endStripe();
      measure();
      batch.shrink();
      texts.shrink();
    }
  }

  @Override
  public void finish() throws IOException {
    drain();
    file.finish();
    size.complete(file.written());
  }

  @Override
  public void release() {
    texts = null;
    batch = null;
    try {
      file.release();
    } catch (IOException e) {
      throw new UncheckedIOException("A file failed although its output is discarded", e);
    }
  }

  private void drain() throws IOException {
    if (batch.rows() > 0) {
      texts.drainTo((bytes, offset, length) -> file.add(batch.rows(bytes)));
      batch.clear();
      if (texts.capacity() > 2 * BATCH_BYTES) {
        texts.shrink();
      }
      batched = encoded;
      measure();
    }
  }

  /** Learns from a stripe that has ended with the last batch. */
  private void measure() {
    if (file.stripes() > stripes) {
      stripes = file.stripes();
      written = file.written();
      inStripes = batched;
      size.ratio((double) written / inStripes);
    }
  }
}
