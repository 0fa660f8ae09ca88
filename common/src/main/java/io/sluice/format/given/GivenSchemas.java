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
package io.sluice.format.given;

import io.sluice.format.convert.Conversion;
import io.sluice.format.convert.Conversions;
import io.sluice.format.schema.FileSchema;
import io.sluice.format.schema.FileSchemas;
import io.sluice.format.value.Misfit;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Gives values without a schema the one of the user, and rejects those that do not fit it. */
public final class GivenSchemas implements FileSchemas {
  private final FileSchemas declared;
  private final String key;
  private final FileSchema given;
  private final Schema schema;
  private final Conversion conversion;

  /** The latest row that was converted, so that it is converted once. */
  private SinkRecord latest;

  private SinkRecord latestConverted;

  /**
   * @param declared handles values with a schema
   * @param key the key of the given schema, for messages
   * @param given what the format has accepted
   */
  public GivenSchemas(FileSchemas declared, String key, FileSchema given) {
    this.declared = declared;
    this.key = key;
    this.given = given;
    this.schema = given.schema().orElseThrow();
    this.conversion = Conversions.to(schema);
  }

  @Override
  public FileSchema of(SinkRecord row) {
    if (isDeclared(row)) {
      return declared.of(row);
    }
    latestConverted = converted(row);
    latest = row;
    return given;
  }

  // The same row, not an equal one, was converted.
  @SuppressWarnings("ReferenceEquality")
  @Override
  public SinkRecord fit(SinkRecord row, FileSchema file) {
    if (isDeclared(row)) {
      return declared.fit(row, file);
    }
    return row == latest ? latestConverted : converted(row);
  }

  private static boolean isDeclared(SinkRecord row) {
    return row.valueSchema() != null || row.value() instanceof Struct || row.value() == null;
  }

  private SinkRecord converted(SinkRecord row) {
    try {
      Object value = conversion.apply(row.value());
      return new SinkRecord(
          row.topic(), row.kafkaPartition(), null, null, schema, value, row.kafkaOffset());
    } catch (Misfit e) {
      throw new DataException(
          "The value does not fit " + key + " at '" + e.location() + "': " + e.getMessage(), e);
    }
  }

  @Override
  public boolean retired(FileSchema file) {
    return !file.equals(given) && declared.retired(file);
  }

  @Override
  public long retirements() {
    return declared.retirements();
  }

  @Override
  public long droppedFields() {
    return declared.droppedFields();
  }
}
