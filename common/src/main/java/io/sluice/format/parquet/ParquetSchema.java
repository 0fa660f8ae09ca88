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
import io.sluice.format.type.Column;
import io.sluice.format.value.Misfit;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.connect.errors.DataException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * A schema with its writers; for all files of one thread.
 *
 * @param type the schema in the file's footer
 * @param values splits values into cells
 * @param properties how columns are encoded
 * @param dictionaries gives access to the dictionaries of a row group
 */
record ParquetSchema(
    MessageType type,
    ParquetValueWriter values,
    ParquetProperties properties,
    Dictionaries dictionaries) {

  /** Suffices for the distinct values of 100-byte records, with one false positive in 100. */
  private static final int BLOOM_FILTER_PART = 64;

  /** Small, because the heap of a dictionary is many times the size of its values. */
  private static final int DICTIONARY_PART = 128;

  /**
   * Maps a type.
   *
   * @throws DataException if Parquet cannot express it
   */
  static ParquetSchema of(Column value, ParquetConfig config, Utf8Writer utf8) {
    MessageType type = ParquetSchemaMapper.map(value, config.types());
    Dictionaries dictionaries = new Dictionaries();
    ParquetProperties properties = properties(type, config, dictionaries);
    ParquetValueWriter values = ParquetValueWriters.of(value, config.types(), utf8);
    return new ParquetSchema(type, values, properties, dictionaries);
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
            // A page must be checked after each huge record; the library checks less often later.
            .withMinRowCountForPageSizeCheck(1);
    type.getColumns().stream()
        .filter(ParquetSchema::canHaveBloomFilter)
        .map(column -> String.join(".", column.getPath()))
        .filter(config.bloomFilterColumns()::contains)
        .forEach(path -> properties.withBloomFilterEnabled(path, true));
    return properties.build();
  }

  /**
   * For booleans the library would write an empty filter, with which readers skip values that are
   * present. It also takes a dot in a name for the end of the name. No reader looks for INT96.
   */
  private static boolean canHaveBloomFilter(ColumnDescriptor column) {
    PrimitiveTypeName stored = column.getPrimitiveType().getPrimitiveTypeName();
    return stored != PrimitiveTypeName.BOOLEAN
        && stored != PrimitiveTypeName.INT96
        && Arrays.stream(column.getPath()).noneMatch(name -> name.contains("."));
  }

  private static int bloomFilterBytes(ParquetConfig config) {
    return Math.max(1024, config.rowGroupBytes() / BLOOM_FILTER_PART);
  }

  List<ColumnDescriptor> columns() {
    return type.getColumns();
  }

  /** Bytes of heap of the filters of a row group. */
  long bloomFilterBytes() {
    return columns().stream().filter(properties::isBloomFilterEnabled).count()
        * properties.getMaxBloomFilterBytes();
  }

  /**
   * Appends a value to the record in progress.
   *
   * @throws DataException if the value does not fit the schema; the caller drops the record
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
