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
import io.sluice.format.schema.FileSchema;
import io.sluice.format.schema.FileSchemas;
import io.sluice.ledger.PartitionState;
import io.sluice.path.OutputPaths;
import io.sluice.record.RecordFields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Writes the records of an open partition to files. Settled records are skipped by offset, never by
 * path, so that paths may depend on the time or the settings. Confined to its writer.
 */
final class RecordWriter {
  private final PartitionState state;
  private final Rebuilds rebuilds;
  private final FileChooser files;
  private final OutputPaths paths;
  private final WriterSettings settings;
  private final RecordFields fields;
  private final FileSchemas schemas;
  private final List<Rejected> rejected = new ArrayList<>();
  private long skipped;

  RecordWriter(
      PartitionState state,
      Rebuilds rebuilds,
      FileChooser files,
      OutputPaths paths,
      WriterSettings settings) {
    this.state = state;
    this.rebuilds = rebuilds;
    this.files = files;
    this.paths = paths;
    this.settings = settings;
    this.fields = files.format().fields();
    this.schemas = files.schemas();
  }

  /** A record that cannot be written, and why. */
  record Rejected(SinkRecord record, DataException reason) {}

  /**
   * How far a batch was written.
   *
   * @param end the index of the first record that was not handled; the size of the batch unless
   *     there was no room for another file
   * @param rejected records that cannot be written; base waits until each is acknowledged
   * @param skipped how many records a rule skipped
   * @param droppedFields how many values have no field in the file of their record
   */
  record Written(int end, List<Rejected> rejected, long skipped, long droppedFields) {}

  /**
   * Writes the records of a batch.
   *
   * @param from the index to begin at
   * @throws IOException if a file failed; the writer has to fail
   */
  Written write(List<SinkRecord> records, int from, Moment now) throws IOException {
    rejected.clear();
    skipped = 0;
    long droppedBefore = droppedFields();
    int end = from;
    int size = records.size();
    while (end < size && write(records.get(end), now)) {
      end++;
    }
    files.account();
    return new Written(end, List.copyOf(rejected), skipped, droppedFields() - droppedBefore);
  }

  private long droppedFields() {
    return schemas.droppedFields() + rebuilds.droppedFields();
  }

  /** Writes one record; returns false if there is no room for the file that it needs. */
  private boolean write(SinkRecord record, Moment now) throws IOException {
    long offset = record.originalKafkaOffset();
    long before = state.next();
    if (offset < before) {
      return true;
    }
    long undelivered = state.deliver(offset);
    if (state.settled(offset)) {
      return true;
    }
    OutputFile file = null;
    try {
      if (!rebuilds.isEmpty() && rebuilds.declare(offset)) {
        rebuilds.append(record, offset, now);
        return true;
      }
      if (!settings.rules().accepts(record)) {
        state.skip(undelivered, offset);
        skipped++;
        return true;
      }
      // Before the schema, because a record that is rejected here must not widen an inferred one.
      String group = paths.group(record, now.clock());
      long eventTime = files.eventTime(record, now);
      SinkRecord row = fields.select(record, now.clock());
      FileSchema schema = schemas.of(row);
      file = files.file(group, schema, eventTime, now);
      if (file == null) {
        state.takeBack(before);
        return false;
      }
      file.append(schemas.fit(row, schema), undelivered, offset, now);
    } catch (DataException e) {
      reject(record, file, e);
      return true;
    } catch (ConnectException e) {
      throw new ConnectException(
          "the record at offset " + offset + " must not be skipped: " + e.getMessage(), e);
    }
    if (file.records() == 1) {
      state.hold(offset);
    }
    files.appended(file);
    return true;
  }

  private void reject(SinkRecord record, OutputFile file, DataException reason) {
    state.reject(record.originalKafkaOffset());
    if (file != null && file.records() == 0) {
      files.unused(file);
    }
    rejected.add(new Rejected(record, reason));
  }
}
