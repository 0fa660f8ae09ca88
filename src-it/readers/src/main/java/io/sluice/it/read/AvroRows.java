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
package io.sluice.it.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Conversions;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.kafka.connect.data.Schema;

/** Avro files as Avro's own library reads them, with its own conversions of logical types. */
final class AvroRows implements RowReader {
  private final GenericData data = new GenericData();
  private final AvroValues values = new AvroValues();

  AvroRows() {
    data.addLogicalTypeConversion(new Conversions.DecimalConversion());
    data.addLogicalTypeConversion(new TimeConversions.DateConversion());
    data.addLogicalTypeConversion(new TimeConversions.TimeMillisConversion());
    data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    data.addLogicalTypeConversion(new Conversions.UUIDConversion());
  }

  @Override
  public String library(Path file) {
    return "Avro";
  }

  @Override
  public String codec(Path file) throws IOException {
    try (DataFileReader<Object> reader = open(file)) {
      return reader.getMetaString("avro.codec");
    }
  }

  @Override
  public void read(Path file, Schema schema, Consumer<Object> rows) throws IOException {
    try (DataFileReader<Object> reader = open(file)) {
      for (Object value : reader) {
        rows.accept(values.of(schema, AvroValues.plain(value)));
      }
    } catch (AvroRuntimeException | IllegalArgumentException e) {
      throw new IOException("Avro cannot read " + file.getFileName() + ": " + e.getMessage(), e);
    }
  }

  private DataFileReader<Object> open(Path file) throws IOException {
    return new DataFileReader<>(file.toFile(), new GenericDatumReader<>(null, null, data));
  }
}
