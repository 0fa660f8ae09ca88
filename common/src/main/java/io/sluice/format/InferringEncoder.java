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

import io.sluice.format.encode.RecordEncoder;
import io.sluice.format.inference.RowSize;
import io.sluice.format.inference.SchemaDraft;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Holds the first records of a file unencoded, so that its schema may still become wider; then
 * converts and encodes them. Records were checked when they were appended, so that none of them can
 * be rejected later.
 */
final class InferringEncoder implements RecordEncoder {
  private static final int HELD_RECORDS = 1000;
  private static final int HELD_BYTES = 64 * 1024;

  private final SchemaDraft draft;
  private final Opener opener;
  private final Opener completing;
  private List<SinkRecord> held = new ArrayList<>();
  private long heldEncoded;
  private long heldHeap;
  private RecordEncoder encoder;
  private boolean finished;

  /**
   * @param draft the schema of all records
   * @param opener opens the file on its writer's thread
   * @param completing opens the file on the thread that seals it
   */
  InferringEncoder(SchemaDraft draft, Opener opener, Opener completing) {
    this.draft = draft;
    this.opener = opener;
    this.completing = completing;
  }

  /** Opens the file with the fixed schema, at most once. */
  @FunctionalInterface
  interface Opener {
    RecordEncoder open() throws IOException;
  }

  @Override
  public void append(SinkRecord record) throws IOException {
    if (encoder == null && (draft.fixed() || draft.needsEncoder())) {
      begin();
    }
    if (encoder != null) {
      encoder.append(converted(record));
      return;
    }
    RowSize size = RowSize.of(record.value());
    // Keys and headers are not measured, so they must not be held.
    held.add(row(record, null, record.value()));
    heldEncoded += size.encoded();
    heldHeap += size.heap();
    if (held.size() >= HELD_RECORDS || heldEncoded >= HELD_BYTES) {
      begin();
    }
  }

  /** The estimated size of the values until the file is opened. */
  @Override
  public long size() {
    if (encoder == null) {
      return heldEncoded;
    }
    return finished ? encoder.size() : Math.max(heldEncoded, encoder.size());
  }

  @Override
  public long encodedBytes() {
    return encoder == null ? heldEncoded : encoder.encodedBytes();
  }

  @Override
  public long bufferedBytes() {
    return encoder == null ? heldHeap : encoder.bufferedBytes();
  }

  @Override
  public void flush() throws IOException {
    if (encoder == null) {
      begin();
    }
    encoder.flush();
  }

  @Override
  public void finish() throws IOException {
    if (encoder == null) {
      write(completing);
    }
    encoder.finish();
    finished = true;
  }

  @Override
  public void release() {
    held = List.of();
    heldHeap = 0;
    if (encoder != null) {
      encoder.release();
    }
  }

  private void begin() throws IOException {
    draft.fix();
    write(opener);
  }

  private void write(Opener how) throws IOException {
    encoder = how.open();
    try {
      for (SinkRecord record : held) {
        encoder.append(converted(record));
      }
    } catch (DataException e) {
      // A DataException would reject the record that is being appended, which is not at fault.
      throw new ConnectException("An accepted record cannot be written: " + e.getMessage(), e);
    }
    held = List.of();
    heldHeap = 0;
  }

  private SinkRecord converted(SinkRecord record) {
    return row(record, draft.schema().orElseThrow(), draft.convert(record.value()));
  }

  private static SinkRecord row(SinkRecord record, Schema schema, Object value) {
    return new SinkRecord(
        record.topic(), record.kafkaPartition(), null, null, schema, value, record.kafkaOffset());
  }
}
