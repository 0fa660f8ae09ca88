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
package io.sluice.format.inference;

import io.sluice.config.InferredNumbers;
import io.sluice.format.convert.Conversion;
import io.sluice.format.convert.Conversions;
import io.sluice.format.schema.FileSchema;
import io.sluice.format.schema.FileSchemas;
import io.sluice.format.value.Misfit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Infers the schema of values that have none. Records whose types have something in common share a
 * draft: usually all of them. Once a draft is fixed and a record does not fit it, a wider draft
 * replaces it. A record whose types contradict those of all drafts gets a separate one, so that it
 * neither is lost nor keeps later records from being written. Values with a schema are passed to
 * {@code declared}.
 */
public final class InferredSchemas implements FileSchemas {
  /** A limit, because each draft has open files. */
  private static final int MAX_DRAFTS = 16;

  private final FileSchemas declared;
  private final int recordMaxBytes;
  private final InferredNumbers numbers;
  private final Trial trial;

  /** The drafts, those with the most records first. */
  private final List<Counted> drafts = new ArrayList<>();

  private long retirements;
  private FileSchema convertedTo;
  private Conversion conversion;

  /**
   * @param declared handles values with a schema, and rejects what the format cannot express
   * @param recordMaxBytes limit on the size of a value
   * @param numbers the types of numbers
   * @param trial checks the values that only an encoder can check
   */
  public InferredSchemas(
      FileSchemas declared, int recordMaxBytes, InferredNumbers numbers, Trial trial) {
    this.declared = declared;
    this.recordMaxBytes = recordMaxBytes;
    this.numbers = numbers;
    this.trial = trial;
  }

  /** Encodes a record into a file that is discarded. */
  @FunctionalInterface
  public interface Trial {
    /**
     * Encodes a record.
     *
     * @throws DataException if its file cannot contain it
     */
    void encode(SinkRecord record, FileSchema schema);
  }

  private static final class Counted {
    private SchemaDraft draft;
    private long records;
  }

  @Override
  public FileSchema of(SinkRecord row) {
    Object value = row.value();
    if (hasSchema(row) || value == null) {
      return declared.of(row);
    }
    try {
      checkSize(RowSize.of(value));
      return draft(row);
    } catch (Misfit e) {
      throw misfit(e);
    }
  }

  private SchemaDraft draft(SinkRecord row) {
    Misfit contradiction = null;
    for (int i = 0; i < drafts.size(); i++) {
      Counted each = drafts.get(i);
      try {
        include(row, each);
        each.records++;
        if (i > 0 && each.records > drafts.get(i - 1).records) {
          Collections.swap(drafts, i, i - 1);
        }
        return each.draft;
      } catch (Misfit e) {
        contradiction = contradiction == null ? e : contradiction;
      }
    }
    if (drafts.size() == MAX_DRAFTS) {
      throw contradiction;
    }
    Counted separate = new Counted();
    include(row, separate);
    separate.records = 1;
    drafts.add(separate);
    return separate.draft;
  }

  /**
   * Makes a draft as wide as a record requires.
   *
   * @throws Misfit if their types contradict each other; nothing changes then
   */
  private void include(SinkRecord row, Counted counted) {
    SchemaDraft draft = counted.draft;
    InferredType known = draft == null ? InferredType.UNKNOWN : draft.type();
    InferredType type = known.with(row.value());
    if (type == known) {
      return;
    }
    FileSchema schema = accepted(type.schema(numbers).build());
    if (type.needsEncoder()) {
      Schema connect = schema.schema().orElseThrow();
      trial.encode(converted(row, connect, Conversions.to(connect).apply(row.value())), schema);
    }
    if (draft == null) {
      counted.draft = new SchemaDraft(type, schema);
    } else if (!draft.widen(type, schema)) {
      counted.draft = new SchemaDraft(type, schema);
      retirements++;
    }
  }

  private static boolean hasSchema(SinkRecord row) {
    return row.valueSchema() != null || row.value() instanceof Struct;
  }

  private void checkSize(RowSize size) {
    if (size.encoded() > recordMaxBytes) {
      throw new DataException(
          "The record has about "
              + size.encoded()
              + " bytes, more than record.max.bytes="
              + recordMaxBytes
              + " permits; raise record.max.bytes to accept such records");
    }
  }

  /** Checks that the format accepts records with this schema. */
  private FileSchema accepted(Schema schema) {
    return declared.of(new SinkRecord("", 0, null, null, schema, null, 0));
  }

  @Override
  public SinkRecord fit(SinkRecord row, FileSchema schema) {
    if (schema instanceof SchemaDraft) {
      return row;
    }
    if (hasSchema(row) || row.value() == null) {
      return declared.fit(row, schema);
    }
    if (!schema.equals(convertedTo)) {
      conversion = Conversions.to(schema.schema().orElseThrow());
      convertedTo = schema;
    }
    try {
      return converted(row, schema.schema().orElseThrow(), conversion.apply(row.value()));
    } catch (Misfit e) {
      throw misfit(e);
    }
  }

  private static SinkRecord converted(SinkRecord row, Schema schema, Object value) {
    return new SinkRecord(
        row.topic(), row.kafkaPartition(), null, null, schema, value, row.kafkaOffset());
  }

  @Override
  public boolean retired(FileSchema schema) {
    return schema instanceof SchemaDraft
        ? drafts.stream().noneMatch(each -> each.draft == schema)
        : declared.retired(schema);
  }

  @Override
  public long retirements() {
    return retirements + declared.retirements();
  }

  @Override
  public long droppedFields() {
    return declared.droppedFields();
  }

  static DataException misfit(Misfit e) {
    return new DataException(
        "The value cannot be written with an inferred schema at '"
            + e.location()
            + "': "
            + e.getMessage(),
        e);
  }
}
