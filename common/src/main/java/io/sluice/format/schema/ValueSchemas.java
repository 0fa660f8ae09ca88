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
package io.sluice.format.schema;

import io.sluice.format.convert.SchemaProjection;
import io.sluice.record.SchemaCache;
import java.util.function.Consumer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Writes each schema of values to separate files, and caches recent schemas. A file that is written
 * again also accepts values that can be projected onto its schema.
 */
public final class ValueSchemas implements FileSchemas {
  private final String format;
  private final Consumer<Schema> check;
  private final SchemaCache<Schema, FileSchema> byInstance = SchemaCache.byIdentity();
  private final SchemaCache<String, FileSchema> byContent = SchemaCache.byContent();
  private final Projections projections = new Projections();
  private Schema latestInstance;
  private FileSchema latest;

  /**
   * @param format names the format in messages
   * @param check throws {@link DataException} if the format cannot express a schema
   */
  public ValueSchemas(String format, Consumer<Schema> check) {
    this.format = format;
    this.check = check;
  }

  @Override
  public FileSchema of(SinkRecord record) {
    Schema schema = record.valueSchema();
    if (schema == null) {
      schema = schemaOf(record.value());
    }
    if (schema != latestInstance) {
      latest = find(schema);
      latestInstance = schema;
    }
    return latest;
  }

  @Override
  public SinkRecord fit(SinkRecord row, FileSchema schema) {
    FileSchema own = of(row);
    if (own.equals(schema)) {
      return row;
    }
    SchemaProjection projection = projection(own, schema);
    return row.newRecord(
        row.topic(),
        row.kafkaPartition(),
        row.keySchema(),
        row.key(),
        projection.target(),
        projection.project(row.value()),
        row.timestamp(),
        row.headers());
  }

  @Override
  public long droppedFields() {
    return projections.droppedFields();
  }

  /**
   * A projection of values of one file onto another.
   *
   * @throws DataException if the schemas do not permit it; the caller adds the remedy to the
   *     message
   */
  public SchemaProjection projection(FileSchema source, FileSchema target) {
    return projections.of(source, target);
  }

  private Schema schemaOf(Object value) {
    if (value instanceof Struct struct) {
      return struct.schema();
    }
    throw new DataException(
        "format="
            + format
            + " needs a schema, and the value has none; set value.converter to one that adds"
            + " schemas, give one with schema.text, set schema.inference=true in a format that"
            + " supports it, or use format=json");
  }

  private FileSchema find(Schema schema) {
    return byInstance.get(
        schema, each -> byContent.get(SchemaJson.write(each), json -> accepted(each, json)));
  }

  private FileSchema accepted(Schema schema, String canonical) {
    check.accept(schema);
    return FileSchema.of(schema, canonical);
  }
}
