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
package io.sluice.format.parquet;

import io.sluice.config.ParquetConfig;
import io.sluice.format.encode.Utf8Writer;
import io.sluice.format.schema.FileSchema;
import io.sluice.format.value.Misfit;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * A schema, ready to be written; for one thread, and for all files of that thread.
 *
 * @param type what the file's footer says
 * @param values takes apart what the schema describes
 * @param properties how columns are encoded
 * @param dictionaries gives access to the dictionaries of a row group
 */
record ParquetSchema(
    MessageType type,
    ParquetValueWriter values,
    ParquetProperties properties,
    Dictionaries dictionaries) {

  /** As many distinct values as fill a row group of 100-byte records, at one false hit in 100. */
  private static final int BLOOM_FILTER_PART = 64;

  /** Dictionaries hold objects on the heap, which are many times as large as their bytes. */
  private static final int DICTIONARY_PART = 128;

  /**
   * @throws DataException if Parquet cannot express the schema
   */
  static ParquetSchema of(FileSchema schema, ParquetConfig config, Utf8Writer utf8) {
    Schema connect = schema.schema().orElseThrow();
    MessageType type = ParquetSchemaMapper.map(connect);
    Dictionaries dictionaries = new Dictionaries();
    ParquetProperties properties = properties(type, config, dictionaries);
    return new ParquetSchema(type, ParquetValueWriters.of(connect, utf8), properties, dictionaries);
  }

  private static ParquetProperties properties(
      MessageType type, ParquetConfig config, Dictionaries dictionaries) {
    ParquetProperties.Builder properties =
        ParquetProperties.builder()
            .withValuesWriterFactory(dictionaries)
            .withPageSize(config.pageBytes())
            .withDictionaryEncoding(config.dictionary())
            .withDictionaryPageSize(Math.max(1024, config.rowGroupBytes() / DICTIONARY_PART))
            .withMaxBloomFilterBytes(bloomFilterBytes(config))
            // Huge records must not wait for others; checks get rarer by themselves.
            .withMinRowCountForPageSizeCheck(1);
    type.getColumns().stream()
        .filter(ParquetSchema::canHaveBloomFilter)
        .map(column -> String.join(".", column.getPath()))
        .filter(config.bloomFilterColumns()::contains)
        .forEach(path -> properties.withBloomFilterEnabled(path, true));
    return properties.build();
  }

  /**
   * The library would write an empty filter for booleans, by which readers skip what is there; and
   * it takes a dot in a name for the end of the name.
   */
  private static boolean canHaveBloomFilter(ColumnDescriptor column) {
    return column.getPrimitiveType().getPrimitiveTypeName() != PrimitiveTypeName.BOOLEAN
        && Arrays.stream(column.getPath()).noneMatch(name -> name.contains("."));
  }

  private static int bloomFilterBytes(ParquetConfig config) {
    return Math.max(1024, config.rowGroupBytes() / BLOOM_FILTER_PART);
  }

  List<ColumnDescriptor> columns() {
    return type.getColumns();
  }

  /** Bytes of heap that the filters of a row group take. */
  long bloomFilterBytes() {
    return columns().stream().filter(properties::isBloomFilterEnabled).count()
        * properties.getMaxBloomFilterBytes();
  }

  /**
   * Appends a value to the record in progress.
   *
   * @throws DataException if it does not fit the schema; the caller takes back what was appended
   */
  void write(Object value, Rows rows) {
    if (value == null) {
      throw new DataException(
          "format=parquet cannot express a null value; set null.values=skip, or use format=json");
    }
    try {
      values.write(value, 0, rows);
    } catch (Misfit e) {
      throw new DataException(
          "The value cannot be written as Parquet at '" + e.location() + "': " + e.getMessage(), e);
    }
  }
}
