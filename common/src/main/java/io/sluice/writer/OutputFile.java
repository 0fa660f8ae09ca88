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

import io.sluice.exec.FileReservation;
import io.sluice.exec.TaskTime.Moment;
import io.sluice.format.Format;
import io.sluice.format.WriterFormat;
import io.sluice.format.schema.FileSchema;
import io.sluice.ledger.OffsetSet;
import io.sluice.ledger.PendingFile;
import io.sluice.roll.FileStats;
import io.sluice.storage.StagedId;
import java.io.IOException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * One file, from its opening until it is published or released. It passes through its states in
 * order, and may be {@link #release released} before it is published. Confined to its writer,
 * except the {@link #handle}, which the sealing thread uses while the file is being sealed.
 */
final class OutputFile {
  private final String group;
  private final Format format;
  private final FileSchema schema;
  private final StagedId id;
  private FileHandle handle;
  private final FileReservation reservation;
  private final OffsetSet offsets = new OffsetSet();
  private final Moment openedAt;
  private State state = State.OPEN;
  private PendingFile pending;
  private long lastAppendAt;
  private long firstEventTime;
  private long records;
  private boolean touched;
  private Retry retry;

  OutputFile(Content content, FileHandle handle, FileReservation reservation, Moment now) {
    this.group = content.group;
    this.format = content.format.format();
    this.schema = content.schema;
    this.id = handle.id();
    this.handle = handle;
    this.reservation = reservation;
    this.openedAt = now;
    this.lastAppendAt = now.ticker();
  }

  /**
   * The kind of records in a file.
   *
   * @param group the path that its records share
   * @param schema the schema that its records have
   */
  record Content(String group, WriterFormat format, FileSchema schema) {}

  enum State {
    /** Records are appended. */
    OPEN,
    /** The I/O pool completes the file. */
    SEALING,
    /** Complete; no append of an entry that names the file was attempted. */
    SEALED,
    /**
     * The append of an entry that names the file was attempted: it must not be deleted any more.
     */
    DECIDED,
    PUBLISHED,
    /** The writer ended before the file was published. */
    RELEASED
  }

  /**
   * The retries of a publish. All times are milliseconds of the task's ticker.
   *
   * @param failures how many attempts failed
   * @param since when the first attempt failed
   * @param dueAt when to retry; {@link Long#MAX_VALUE} during an attempt
   */
  record Retry(int failures, long since, long dueAt) {
    Retry running() {
      return new Retry(failures, since, Long.MAX_VALUE);
    }
  }

  State state() {
    return state;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  String group() {
    return group;
  }

  FileSchema schema() {
    return schema;
  }

  StagedId id() {
    return id;
  }

  /** The resources to free if the file is released; null once the file is decided. */
  FileHandle handle() {
    return handle;
  }

  String extension() {
    return format.extension();
  }

  long records() {
    return records;
  }

  /** Estimated bytes of the file if it were completed now. */
  long size() {
    return handle.size();
  }

  /** How long the file has been open, in milliseconds. */
  long age(Moment now) {
    return now.ticker() - openedAt.ticker();
  }

  /** The event time at which the file begins; 0 unless files roll by event time. */
  long firstEventTime() {
    return firstEventTime;
  }

  void beginAt(long eventTime) {
    firstEventTime = eventTime;
  }

  /** The offsets of the appended records. */
  OffsetSet offsets() {
    return offsets;
  }

  FileStats stats(Moment now) {
    return new FileStats(size(), records, age(now), now.ticker() - lastAppendAt, openedAt.clock());
  }

  /**
   * Appends a record.
   *
   * @param undelivered no offset from here to below {@code offset} was delivered
   * @throws org.apache.kafka.connect.errors.DataException if it cannot be encoded; nothing happened
   */
  void append(SinkRecord record, long undelivered, long offset, Moment now) throws IOException {
    handle.append(record);
    offsets.append(undelivered, offset);
    records++;
    lastAppendAt = now.ticker();
  }

  /** Whether this is the first call since {@link #account}. */
  boolean touch() {
    boolean first = !touched;
    touched = true;
    return first;
  }

  /** Updates the reservation of an open file to what the file uses now. */
  void account() {
    touched = false;
    if (state == State.OPEN) {
      reservation.written(handle.usage());
    }
  }

  /** Writes the buffered bytes to the store if that frees memory. Blocks in the store. */
  void flush() throws IOException {
    handle.flush();
    reservation.flushed(handle.usage());
  }

  /** Begins sealing: no more records are appended, and {@link #handle} may be sealed. */
  void sealing() {
    become(State.SEALING);
    // The writer may extend the same draft while the file is being sealed.
    schema.fix();
    reservation.seal(handle.usage());
  }

  /**
   * Marks the file as sealed.
   *
   * @param name its final name
   */
  void sealed(String name) {
    become(State.SEALED);
    reservation.sealed();
    pending =
        new PendingFile(
            name,
            offsets,
            records,
            handle.size(),
            id,
            format.name(),
            format.compression(),
            schema.text());
  }

  /**
   * Marks a rebuilt file as sealed and decided.
   *
   * @param declared the file as the deciding entry names it
   */
  void sealedAgain(PendingFile declared) {
    become(State.SEALED);
    reservation.sealed();
    pending = declared;
    decided();
  }

  /** The file as ledger entries name it; null until it is sealed. */
  PendingFile pending() {
    return pending;
  }

  /** Marks the file as decided: an entry that names it is being appended. */
  void decided() {
    become(State.DECIDED);
    handle = null;
  }

  /** The retry of a failed publish; null if none failed. */
  Retry retry() {
    return retry;
  }

  void retry(Retry next) {
    retry = next;
  }

  void published() {
    become(State.PUBLISHED);
    reservation.release();
  }

  /**
   * Releases the file before it is published.
   *
   * @return whether its {@link #handle} has to be freed: the file was not decided
   */
  boolean release() {
    boolean undecided = state.compareTo(State.DECIDED) < 0;
    become(State.RELEASED);
    reservation.release();
    return undecided;
  }

  private void become(State next) {
    boolean possible =
        next == State.RELEASED
            ? state.compareTo(State.PUBLISHED) < 0
            : next.ordinal() == state.ordinal() + 1;
    if (!possible) {
      throw new IllegalStateException(id + " cannot become " + next + " from " + state);
    }
    state = next;
  }
}
