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
package io.sluice.record;

import io.sluice.avro.DatumField;
import io.sluice.avro.RawAvro;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Reads one field of values that are encoded datums of Avro; the field is compiled once for each
 * writer schema. Safe for any thread.
 */
final class EncodedField {
  private final List<String> path;
  private final SchemaCache<Schema, DatumField> fields = SchemaCache.byIdentity();
  private volatile Known latest = new Known(null, null);

  private record Known(Schema schema, DatumField field) {}

  EncodedField(List<String> path) {
    this.path = List.copyOf(path);
  }

  /** Whether the value of a record is an encoded datum. */
  static boolean in(SinkRecord record) {
    return record.value() instanceof ByteBuffer && RawAvro.describes(record.valueSchema());
  }

  /**
   * Reads the field.
   *
   * @return {@link FieldAccess#ABSENT} if the writer schema does not have it
   * @throws org.apache.kafka.connect.errors.DataException if the value is no datum of its schema
   */
  Object read(SinkRecord record) {
    return field(record.valueSchema()).read((ByteBuffer) record.value());
  }

  /** Connect's schema of the field; null if it has several types or is a container. */
  Schema schema(SinkRecord record) {
    return field(record.valueSchema()).schema();
  }

  private DatumField field(Schema schema) {
    Known known = latest;
    if (known.schema() != schema) {
      known = new Known(schema, compiled(schema));
      latest = known;
    }
    return known.field();
  }

  private synchronized DatumField compiled(Schema schema) {
    return fields.get(
        schema, each -> DatumField.of(RawAvro.writerSchema(each), path, FieldAccess.ABSENT));
  }
}
