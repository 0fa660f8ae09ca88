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

import io.sluice.exec.TaskTime.Moment;
import io.sluice.format.FileHeader;
import io.sluice.format.Format;
import io.sluice.format.encode.RecordEncoder;
import io.sluice.format.schema.FileSchema;
import io.sluice.ledger.OffsetSet;
import io.sluice.ledger.PendingFile;
import io.sluice.roll.FileStats;
import io.sluice.storage.StagedFile;
import io.sluice.storage.StagedId;
import java.io.IOException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * A file that is being written. Confined to its writer, then handed to the thread that seals it,
 * after which the writer does not touch it any more.
 */
final class OpenFile {
  private final String group;
  private final Format format;
  private final FileSchema schema;
  private final StagedFile staged;
  private final MonitoredOutput output;
  private final RecordEncoder encoder;
  private final OffsetSet offsets = new OffsetSet();
  private final Moment openedAt;
  private long lastAppendAt;
  private long firstEventTime;
  private long records;
  private long accountedBytes;

  OpenFile(
      String group,
      Format format,
      FileSchema schema,
      StagedFile staged,
      MonitoredOutput output,
      Moment now)
      throws IOException {
    this.group = group;
    this.format = format;
    this.schema = schema;
    this.staged = staged;
    this.output = output;
    StagedId id = staged.id();
    this.encoder = format.open(new FileHeader(schema, id.topic(), id.partition()), output);
    this.openedAt = now;
    this.lastAppendAt = now.ticker();
  }

  String group() {
    return group;
  }

  /** The schema that its records have. */
  FileSchema schema() {
    return schema;
  }

  StagedId id() {
    return staged.id();
  }

  String extension() {
    return format.extension();
  }

  long records() {
    return records;
  }

  long size() {
    return encoder.size();
  }

  /** How long the file has been open, in milliseconds. */
  long age(Moment now) {
    return now.ticker() - openedAt.ticker();
  }

  /** The event time that the file begins at; 0 unless files roll by it. */
  long firstEventTime() {
    return firstEventTime;
  }

  void beginAt(long eventTime) {
    firstEventTime = eventTime;
  }

  /** The offsets that were appended; empty until the first one was. */
  OffsetSet offsets() {
    return offsets;
  }

  /** Encoded bytes of an average record, before compression. */
  long bytesPerRecord() {
    return records == 0 ? 0 : encoder.encodedBytes() / records;
  }

  FileStats stats(Moment now) {
    return new FileStats(
        encoder.size(), records, age(now), now.ticker() - lastAppendAt, openedAt.clock());
  }

  /**
   * Appends a record.
   *
   * @param undelivered nothing from here up to the offset was delivered
   * @throws org.apache.kafka.connect.errors.DataException if it cannot be encoded; nothing happened
   */
  void append(SinkRecord record, long undelivered, long offset, Moment now) throws IOException {
    encoder.append(record);
    offsets.append(undelivered, offset);
    records++;
    lastAppendAt = now.ticker();
  }

  /** Writes what is buffered, if that frees memory. Blocks in the store. */
  void relieve() throws IOException {
    if (staged.writesThrough()) {
      encoder.relieve();
    }
  }

  /** What the memory of encoder and store has grown by since the last call, in bytes. */
  long accountGrowth() {
    long buffered = encoder.bufferedBytes() + staged.heldBytes();
    long growth = buffered - accountedBytes;
    accountedBytes = buffered;
    return growth;
  }

  long accountedBytes() {
    return accountedBytes;
  }

  /** What the ledger will say of this file, once sealed, under its final name. */
  PendingFile pending(String name) {
    return new PendingFile(
        name,
        offsets,
        records,
        encoder.size(),
        staged.id(),
        format.name(),
        format.compression(),
        schema.text());
  }

  /** Completes and seals the file. Blocks; on the I/O pool, as a call of its own. */
  void seal() throws IOException {
    output.sealing();
    try {
      encoder.finish();
      staged.seal();
    } catch (IOException | RuntimeException e) {
      staged.abandon();
      throw e;
    } finally {
      encoder.release();
    }
  }

  /** Lets go of a file that no entry names. Blocks; on the I/O pool. */
  void abandon() {
    encoder.release();
    staged.abandon();
  }
}
