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

import io.sluice.format.convert.Conversion;
import io.sluice.format.convert.Conversions;
import io.sluice.format.schema.FileSchema;
import io.sluice.format.schema.FileSchemas;
import io.sluice.format.value.Misfit;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Infers the schema of values that have none. All of them share a draft. Once the draft is fixed
 * and a record does not fit it, a wider draft replaces it, which all later records share. Values
 * with a schema are passed to {@code declared}.
 */
public final class InferredSchemas implements FileSchemas {
  private final FileSchemas declared;
  private final int recordMaxBytes;
  private SchemaDraft draft;
  private long retirements;
  private FileSchema convertedTo;
  private Conversion conversion;

  /**
   * @param declared handles values with a schema, and rejects what the format cannot express
   * @param recordMaxBytes limit on the size of a value
   */
  public InferredSchemas(FileSchemas declared, int recordMaxBytes) {
    this.declared = declared;
    this.recordMaxBytes = recordMaxBytes;
  }

  @Override
  public FileSchema of(SinkRecord row) {
    Object value = row.value();
    if (hasSchema(row) || value == null) {
      return declared.of(row);
    }
    try {
      checkSize(RowSize.of(value));
      InferredType known = draft == null ? InferredType.UNKNOWN : draft.type();
      InferredType type = known.with(value);
      if (type != known) {
        widen(type);
      }
    } catch (Misfit e) {
      throw misfit(e);
    }
    return draft;
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

  private void widen(InferredType type) {
    FileSchema schema = accepted(type.schema().build());
    if (draft == null) {
      draft = new SchemaDraft(type, schema);
    } else if (!draft.widen(type, schema)) {
      draft = new SchemaDraft(type, schema);
      retirements++;
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
    return schema instanceof SchemaDraft ? schema != draft : declared.retired(schema);
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
