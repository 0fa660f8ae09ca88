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
import io.sluice.ledger.PendingFile;
import io.sluice.record.RecordFields;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decided files whose staged bytes were lost with an earlier process. They are rebuilt from Kafka
 * with the offsets, format and name in the ledger, whatever the settings are now. Confined to its
 * writer.
 */
final class Rebuilds {
  private static final Logger LOG = LoggerFactory.getLogger(Rebuilds.class);

  private final List<Rebuild> rebuilds = new ArrayList<>();
  private final Map<List<String>, WriterFormat> formats = new HashMap<>();
  private final WriterSettings settings;
  private final OutputFiles files;
  private final FileOpener opener;
  private long droppedFields;

  Rebuilds(
      List<PendingFile> decided, WriterSettings settings, OutputFiles files, FileOpener opener) {
    this.settings = settings;
    this.files = files;
    this.opener = opener;
    decided.forEach(file -> rebuilds.add(new Rebuild(file)));
  }

  private static final class Rebuild {
    private final PendingFile file;
    private OutputFile open;
    private RecordFields fields;
    private FileSchemas schemas;

    Rebuild(PendingFile file) {
      this.file = file;
    }
  }

  /** A rebuild that no further record belongs to. */
  record Complete(PendingFile file, OutputFile open) {}

  boolean isEmpty() {
    return rebuilds.isEmpty();
  }

  /** Whether the offset belongs to a rebuild. */
  boolean declare(long offset) {
    return owner(offset) != null;
  }

  /**
   * Appends a record to the rebuild that its offset belongs to.
   *
   * @throws DataException if the record does not fit that file's format and schema
   */
  void append(SinkRecord record, long offset, Moment now) throws IOException {
    Rebuild rebuild = owner(offset);
    OutputFile open = open(rebuild, now);
    SinkRecord row = rebuild.fields.select(record, now.clock());
    long droppedBefore = rebuild.schemas.droppedFields();
    open.append(fitting(row, rebuild, open), offset, offset, now);
    droppedFields += rebuild.schemas.droppedFields() - droppedBefore;
  }

  private static SinkRecord fitting(SinkRecord row, Rebuild rebuild, OutputFile open) {
    try {
      return rebuild.schemas.fit(row, open.schema());
    } catch (DataException e) {
      throw new DataException(
          "The record no longer fits "
              + rebuild.file.name()
              + ", which is rebuilt in the format and schema of its decision: "
              + e.getMessage(),
          e);
    }
  }

  /** How many values of appended records have no field in their file. */
  long droppedFields() {
    return droppedFields;
  }

  /** Removes and returns the files whose last offset is below {@code next}. */
  List<Complete> complete(long next, Moment now) throws IOException {
    List<Complete> complete = new ArrayList<>();
    for (Iterator<Rebuild> each = rebuilds.iterator(); each.hasNext(); ) {
      Rebuild rebuild = each.next();
      if (next > rebuild.file.offsets().last()) {
        OutputFile open = open(rebuild, now);
        if (open.records() < rebuild.file.count()) {
          LOG.warn(
              "{} had {} records and was written again with {}: Kafka does not hold the others any"
                  + " more, or they no longer fit",
              rebuild.file.name(),
              rebuild.file.count(),
              open.records());
        }
        each.remove();
        complete.add(new Complete(rebuild.file, open));
      }
    }
    return complete;
  }

  /** Updates the reservations of the rebuilds. */
  void account() {
    for (Rebuild rebuild : rebuilds) {
      if (rebuild.open != null) {
        rebuild.open.account();
      }
    }
  }

  private Rebuild owner(long offset) {
    for (Rebuild rebuild : rebuilds) {
      if (rebuild.file.offsets().contains(offset)) {
        return rebuild;
      }
    }
    return null;
  }

  private WriterFormat format(PendingFile file) {
    return formats.computeIfAbsent(
        List.of(file.format(), file.compression()),
        named -> WriterFormat.of(settings.formatNamed().apply(file.format(), file.compression())));
  }

  private OutputFile open(Rebuild rebuild, Moment now) throws IOException {
    if (rebuild.open == null) {
      PendingFile file = rebuild.file;
      WriterFormat writerFormat = format(file);
      Format format = writerFormat.format();
      FileSchema schema = format.schema(file.schema());
      rebuild.fields = format.fieldsAgain(schema);
      rebuild.schemas = format.schemas();
      rebuild.open = opener.open(file.name(), writerFormat, schema, file.staged().uuid(), now);
      files.addRebuild(rebuild.open);
    }
    return rebuild.open;
  }
}
