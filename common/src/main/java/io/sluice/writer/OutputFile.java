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
import io.sluice.format.schema.FileSchema;
import io.sluice.ledger.OffsetSet;
import io.sluice.ledger.PendingFile;
import io.sluice.roll.FileStats;
import io.sluice.storage.StagedId;
import java.io.IOException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * One file, from its opening to its end. It passes through its states in their order, or is {@link
 * #release released} from any of them. Confined to its writer, but for the {@link #handle}, which
 * the thread that seals the file uses meanwhile.
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
    this.format = content.format;
    this.schema = content.schema;
    this.id = handle.id();
    this.handle = handle;
    this.reservation = reservation;
    this.openedAt = now;
    this.lastAppendAt = now.ticker();
  }

  /**
   * What goes into a file.
   *
   * @param group the path that its records share
   * @param schema the schema that its records have
   */
  record Content(String group, Format format, FileSchema schema) {}

  enum State {
    /** It takes records. */
    OPEN,
    /** It is being completed on the I/O pool. */
    SEALING,
    /** It is complete, and no entry was ever attempted with it. */
    SEALED,
    /** An entry that names it was attempted: it may not be deleted any more. */
    DECIDED,
    PUBLISHED,
    /** Its writer ended before it was published. */
    RELEASED
  }

  /**
   * A publish that failed. All times are milliseconds of the task's ticker.
   *
   * @param failures how many there were
   * @param since when the first was
   * @param dueAt when to try again; the largest number while it is being tried
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

  /** What has to be freed if the file is released; null once an entry was attempted with it. */
  FileHandle handle() {
    return handle;
  }

  String extension() {
    return format.extension();
  }

  long records() {
    return records;
  }

  /** Estimated bytes of the file if it were complete. */
  long size() {
    return handle.size();
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

  FileStats stats(Moment now) {
    return new FileStats(size(), records, age(now), now.ticker() - lastAppendAt, openedAt.clock());
  }

  /**
   * Appends a record.
   *
   * @param undelivered nothing from here up to the offset was delivered
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

  /** Reserves what the file uses by now, if it still takes records. */
  void account() {
    touched = false;
    if (state == State.OPEN) {
      reservation.written(handle.usage());
    }
  }

  /** Writes what is buffered, if that frees memory. Blocks in the store. */
  void flush() throws IOException {
    handle.flush();
    reservation.flushed(handle.usage());
  }

  /** The file takes no more records; {@link #handle} may be sealed. */
  void sealing() {
    become(State.SEALING);
    // While it is sealed, the writer goes on with the same draft.
    schema.fix();
    reservation.seal(handle.usage());
  }

  /**
   * The file is sealed.
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
   * A file that was written again is sealed.
   *
   * @param declared what the entry says that decided it
   */
  void sealedAgain(PendingFile declared) {
    become(State.SEALED);
    reservation.sealed();
    pending = declared;
    decided();
  }

  /** What the ledger says of this file; null until it is sealed. */
  PendingFile pending() {
    return pending;
  }

  /** An entry that names the file is being appended. */
  void decided() {
    become(State.DECIDED);
    handle = null;
  }

  /** The repetition of a failed publish; null if none failed. */
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
   * Ends the file before it is published.
   *
   * @return whether it holds something that has to be freed: no entry was attempted with it
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
