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
import io.sluice.format.Format;
import io.sluice.format.WriterFormat;
import io.sluice.format.schema.FileSchema;
import io.sluice.format.schema.FileSchemas;
import io.sluice.roll.RollReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.sink.SinkRecord;

/** Finds or opens the file that a record belongs to. Confined to its writer. */
final class FileChooser {
  private final OutputFiles files;
  private final FileRoller roller;
  private final Staging staging;
  private final WriterSettings settings;
  private final WriterFormat format;
  private final FileSchemas schemas;

  /** The files that were appended to since the last {@link #account}. */
  private final List<OutputFile> touched = new ArrayList<>();

  private long retirements;

  FileChooser(OutputFiles files, FileRoller roller, Staging staging, WriterSettings settings) {
    this.files = files;
    this.roller = roller;
    this.staging = staging;
    this.settings = settings;
    this.format = WriterFormat.of(settings.format());
    this.schemas = settings.format().schemas();
  }

  /** The format of new files. */
  Format format() {
    return format.format();
  }

  /** The schemas of new files. */
  FileSchemas schemas() {
    return schemas;
  }

  /**
   * The time of a record by which files roll; 0 if they do not roll by event time.
   *
   * @throws org.apache.kafka.connect.errors.DataException if the record has no time
   */
  long eventTime(SinkRecord record, Moment now) {
    return settings.eventTimes() == null ? 0 : settings.eventTimes().millis(record, now.clock());
  }

  /**
   * The file that a record belongs to. Opens it if necessary, which blocks in the store.
   *
   * @param eventTime what {@link #eventTime} returned for the record
   * @return null if the task has no room for another file
   */
  OutputFile file(String group, FileSchema schema, long eventTime, Moment now) throws IOException {
    rollRetired();
    OutputFile file = files.find(group, schema);
    if (settings.eventTimes() == null) {
      return file == null ? open(group, schema, now) : file;
    }
    if (file != null) {
      Optional<RollReason> reason = settings.rolls().beforeAppend(file.firstEventTime(), eventTime);
      if (reason.isEmpty()) {
        return file;
      }
      roller.roll(file, reason.get());
    }
    file = open(group, schema, now);
    if (file != null) {
      file.beginAt(eventTime);
    }
    return file;
  }

  /** Rolls the file to which a record was just appended, if it is complete. */
  void appended(OutputFile file) {
    Optional<RollReason> reason = settings.rolls().onAppend(file.size(), file.records());
    if (reason.isPresent()) {
      roller.roll(file, reason.get());
    } else if (file.touch()) {
      touched.add(file);
    }
  }

  /** Discards a file that {@link #file} opened for a record that could not be appended. */
  void unused(OutputFile file) {
    files.remove(file);
    staging.release(file, true);
  }

  /** Updates the reservations of the files that were appended to. */
  void account() {
    touched.forEach(OutputFile::account);
    touched.clear();
  }

  private OutputFile open(String group, FileSchema schema, Moment now) throws IOException {
    // The budget evicts the file written least recently, so it has to know the latest appends.
    account();
    OutputFile file = staging.open(new OutputFile.Content(group, format, schema), now);
    if (file != null) {
      files.add(file);
    }
    return file;
  }

  /** Rolls the files whose schemas were retired: no further record belongs to them. */
  private void rollRetired() {
    if (schemas.retirements() != retirements) {
      retirements = schemas.retirements();
      for (OutputFile file : List.copyOf(files.open())) {
        if (schemas.retired(file.schema())) {
          roller.roll(file, RollReason.SCHEMA);
        }
      }
    }
  }
}
