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

import java.io.IOException;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** The columns of one row group in memory. It holds only heap, so it needs no release. */
final class RowGroup implements Rows.Target {
  /** Heap of a column's level encoders and statistics, which the library does not count. */
  private static final int COLUMN_BYTES = 2 * 1024;

  private final ColumnChunkPageWriteStore pages;
  private final ColumnWriteStore store;
  private final ColumnWriter[] writers;
  private final PageWriter[] pageWriters;
  private final PrimitiveTypeName[] types;
  private final int[] definitions;
  private final long bloomFilterBytes;
  private final List<Dictionary> dictionaries;
  private long rows;

  /**
   * @param ordinal number of row groups before it in the file
   */
  RowGroup(ParquetSchema schema, BytesInputCompressor compressor, int ordinal) {
    ParquetProperties properties = schema.properties();
    this.pages =
        ColumnChunkPageWriteStore.builder()
            .withSchema(schema.type())
            .withCompressorProvider(column -> compressor)
            .withAllocator(properties.getAllocator())
            .withColumnIndexTruncateLength(properties.getColumnIndexTruncateLength())
            .withPageWriteChecksumEnabled(properties.getPageWriteChecksumEnabled())
            .withRowGroupOrdinal(ordinal)
            .build();
    this.store = properties.newColumnWriteStore(schema.type(), pages, pages);
    List<ColumnDescriptor> columns = schema.columns();
    this.writers = columns.stream().map(store::getColumnWriter).toArray(ColumnWriter[]::new);
    this.pageWriters = columns.stream().map(pages::getPageWriter).toArray(PageWriter[]::new);
    this.types =
        columns.stream()
            .map(column -> column.getPrimitiveType().getPrimitiveTypeName())
            .toArray(PrimitiveTypeName[]::new);
    this.definitions = columns.stream().mapToInt(ColumnDescriptor::getMaxDefinitionLevel).toArray();
    this.bloomFilterBytes = schema.bloomFilterBytes();
    this.dictionaries = schema.dictionaries().take();
  }

  @Override
  public void cell(int column, int repetition, int definition, long value, byte[] bytes) {
    ColumnWriter writer = writers[column];
    if (definition < definitions[column]) {
      writer.writeNull(repetition, definition);
      return;
    }
    switch (types[column]) {
      case INT32 -> writer.write((int) value, repetition, definition);
      case INT64 -> writer.write(value, repetition, definition);
      case FLOAT -> writer.write(Float.intBitsToFloat((int) value), repetition, definition);
      case DOUBLE -> writer.write(Double.longBitsToDouble(value), repetition, definition);
      case BOOLEAN -> writer.write(value != 0, repetition, definition);
      case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 -> {
        Binary binary = Binary.fromReusedByteArray(bytes, Rows.offset(value), Rows.length(value));
        writer.write(binary, repetition, definition);
      }
    }
  }

  @Override
  public void endRow() {
    store.endRecord();
    rows++;
  }

  /** Compressed bytes of complete pages. */
  long pagedBytes() {
    long bytes = 0;
    for (PageWriter writer : pageWriters) {
      bytes += writer.getMemSize();
    }
    return bytes;
  }

  /** Compressed bytes of complete pages, and uncompressed bytes of the others. */
  long bufferedBytes() {
    return store.getBufferedSize();
  }

  /** Approximate bytes of heap held. */
  long heldBytes() {
    long held = store.getAllocatedSize() + (long) COLUMN_BYTES * writers.length + bloomFilterBytes;
    for (Dictionary dictionary : dictionaries) {
      held += dictionary.heldBytes();
    }
    return held;
  }

  /** Writes all rows as a row group. This object is unusable afterwards. */
  void writeTo(ParquetFileWriter file) throws IOException {
    file.startBlock(rows);
    store.flush();
    pages.flushToFileWriter(file);
    file.endBlock();
  }
}
