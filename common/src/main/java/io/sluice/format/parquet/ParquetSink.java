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
package io.sluice.format.parquet;

import io.sluice.format.encode.RowSink;
import java.io.IOException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Encodes the records of one file: each record is checked and split into cells, which are passed to
 * the library's columns in batches. The columns, which hold most of the memory of an open file, are
 * opened with the first batch, so that a file with little traffic needs none.
 */
final class ParquetSink implements RowSink {
  private static final int BATCH_BYTES = 32 * 1024;
  // Less data is no basis for an estimate of the ratio.
  private static final int MIN_RATIO_BYTES = 64 * 1024;
  // Repetition and definition levels make files larger than their values by at most this ratio.
  private static final double MAX_RATIO = 2.0;

  private final ParquetSchema schema;
  private final ParquetDataFile file;
  private Rows rows;

  private long drained;
  private double ratio = 1;

  ParquetSink(ParquetSchema schema, ParquetDataFile file, Rows rows) {
    this.schema = schema;
    this.file = file;
    this.rows = rows;
  }

  @Override
  public void encode(SinkRecord record) {
    schema.write(record.value(), rows);
  }

  @Override
  public void dropRecord() {
    rows.dropRecord();
  }

  @Override
  public long completeRecord() {
    return rows.completeRecord();
  }

  @Override
  public boolean isFull() {
    return rows.usedBytes() >= BATCH_BYTES;
  }

  /** The complete row groups and pages, and the footer. */
  @Override
  public long knownBytes() {
    return file.written() + file.pagedBytes() + file.footerBytes();
  }

  @Override
  public long pendingBytes(long encoded) {
    return file.unpagedBytes() + encoded - drained;
  }

  /** The ratio of dictionaries and compression together. */
  @Override
  public double ratio() {
    return ratio;
  }

  @Override
  public long heldBytes() {
    return rows.heldBytes() + file.heldBytes();
  }

  @Override
  public void flush(long encoded) throws IOException {
    file.flush();
  }

  @Override
  public long finish() throws IOException {
    file.finish();
    return file.written();
  }

  @Override
  public void release() {
    file.release();
    rows = null;
  }

  @Override
  public void drain(long encoded) throws IOException {
    if (rows.count() > 0) {
      file.append(rows);
      drained = encoded;
      long paged = drained - file.unpagedBytes();
      if (paged >= MIN_RATIO_BYTES) {
        ratio = Math.min(MAX_RATIO, (double) (file.written() + file.pagedBytes()) / paged);
      }
    }
  }
}
