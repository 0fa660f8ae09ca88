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
package io.sluice.format.avro;

import io.sluice.avro.DatumLayout;
import io.sluice.avro.RawAvro;
import io.sluice.format.encode.RecordBuffer;
import io.sluice.format.schema.FileSchema;
import io.sluice.format.type.Column;
import io.sluice.format.type.TypeOptions;
import io.sluice.format.type.Types;
import io.sluice.format.value.Misfit;
import io.sluice.record.SchemaCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.kafka.connect.errors.DataException;

/**
 * Turns Connect's values into bytes, without the library's generic records; for all files of one
 * thread.
 */
final class AvroSerializer {
  private final AvroOutput output = new AvroOutput();
  private final SchemaCache<FileSchema, Compiled> compiled = SchemaCache.byContent();
  private final TypeOptions types;

  /**
   * A schema with its writer.
   *
   * @param avro the schema in the file's header
   * @param values writes values of the schema
   * @param bytes length of the schema's text
   */
  record Compiled(Schema avro, AvroValueWriter values, int bytes) {}

  /**
   * @param types how schemas are resolved
   */
  AvroSerializer(TypeOptions types) {
    this.types = types;
  }

  /**
   * @throws DataException if Avro cannot express the schema
   */
  Compiled compile(FileSchema schema) {
    return compiled.get(schema, this::compiled);
  }

  private Compiled compiled(FileSchema schema) {
    org.apache.kafka.connect.data.Schema connect = schema.schema().orElseThrow();
    if (RawAvro.describes(connect)) {
      Schema writer = RawAvro.writerSchema(connect);
      AvroValueWriter datums = new AvroDatumWriter(DatumLayout.of(writer));
      return new Compiled(writer, datums, writer.toString().length());
    }
    Column column = Types.resolve(connect, types);
    Schema avro = AvroSchemaMapper.map(column);
    return new Compiled(avro, AvroValueWriters.of(column, avro), avro.toString().length());
  }

  /**
   * Appends a value's bytes to the buffer.
   *
   * @throws DataException if the value does not fit the schema; the caller removes what was
   *     appended
   */
  void serialize(Compiled schema, Object value, RecordBuffer buffer) {
    if (value == null) {
      throw new DataException(
          "format=avro cannot express a null value; set null.values=skip, or use format=json");
    }
    output.to(buffer);
    try {
      schema.values().write(value, output);
    } catch (Misfit e) {
      throw new DataException(
          "The value cannot be written as Avro at '" + e.location() + "': " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    }
  }
}
