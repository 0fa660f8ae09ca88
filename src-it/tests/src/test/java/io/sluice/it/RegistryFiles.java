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
package io.sluice.it;

import io.sluice.it.read.DuckDb;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/** What readers find in files of topics of a registry. */
final class RegistryFiles {
  private RegistryFiles() {}

  /**
   * The records of an Avro file.
   *
   * @param reader the schema of the reader; null for the file's
   */
  static List<GenericRecord> avro(byte[] file, Schema reader) throws IOException {
    List<GenericRecord> records = new ArrayList<>();
    try (DataFileStream<GenericRecord> stream =
        new DataFileStream<>(
            new ByteArrayInputStream(file), new GenericDatumReader<>(null, reader))) {
      stream.forEach(records::add);
    }
    return records;
  }

  static List<String> texts(List<GenericRecord> records) {
    return records.stream().map(GenericRecord::toString).toList();
  }

  /** The rows of files as texts, with their columns by name. */
  static List<String> rows(String format, List<byte[]> files) throws IOException {
    List<String> rows = new ArrayList<>();
    for (byte[] file : files) {
      if (format.equals("avro")) {
        for (GenericRecord record : avro(file, null)) {
          Map<String, Object> row = new TreeMap<>();
          record.getSchema().getFields().forEach(f -> row.put(f.name(), record.get(f.pos())));
          rows.add(row.toString());
        }
      } else {
        DuckDb.readParquet(file).forEach(row -> rows.add(text(row)));
      }
    }
    return rows;
  }

  /** A row with its columns by name. */
  static String text(Map<String, Object> row) {
    return new TreeMap<>(row).toString();
  }
}
