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

import io.sluice.format.encode.CollectingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.ParquetFileWriter;

/**
 * One Parquet file: the library encodes columns, and writes row groups, indexes and the footer.
 * This class combines them because the library's {@code ParquetWriter} cannot be closed without
 * completing the file, does not report its memory, and cannot end a row group early. For one
 * thread.
 */
final class ParquetDataFile {
  // Approximate bytes of footer and indexes for the file, for each column, and for each column of a
  // row group.
  private static final int FOOTER_BYTES = 256;
  private static final int COLUMN_BYTES = 48;
  private static final int CHUNK_BYTES = 160;

  /** Heap that the footer needs until it is written, for each column of a row group. */
  private static final int CHUNK_HEAP_BYTES = 1024;

  /**
   * A smaller part of a row group is not written early, because readers are slow with many row
   * groups, each with an entry for every column in the footer. A separate file is better then.
   */
  private static final int LEAST_PART = 16;

  private final ParquetSchema schema;
  private final Map<String, String> metadata;
  private final int rowGroupBytes;
  private final BytesInputCompressor compressor;
  private final CollectingOutput output;
  private final int columns;
  private final long footerBytes;

  private ParquetFileWriter writer;
  private RowGroup group;
  private int groups;
  private long pagedBytes;
  private long bufferedBytes;
  private long groupHeldBytes;

  /**
   * @param metadata for the footer, besides the schema
   * @param rowGroupBytes size at which a row group ends
   * @param output receives large chunks; never closed
   */
  ParquetDataFile(
      ParquetSchema schema,
      Map<String, String> metadata,
      int rowGroupBytes,
      BytesInputCompressor compressor,
      OutputStream output) {
    this.schema = schema;
    this.metadata = metadata;
    this.rowGroupBytes = rowGroupBytes;
    this.compressor = compressor;
    this.output = new CollectingOutput(output);
    this.columns = schema.columns().size();
    this.footerBytes =
        FOOTER_BYTES
            + (long) COLUMN_BYTES * columns
            + metadata.values().stream().mapToLong(String::length).sum();
  }

  /** Appends the complete rows, and ends the row group if it is full. */
  void append(Rows rows) throws IOException {
    if (group == null) {
      group = new RowGroup(schema, compressor, groups);
    }
    rows.drainTo(group);
    pagedBytes = group.pagedBytes();
    bufferedBytes = group.bufferedBytes();
    groupHeldBytes = group.heldBytes();
    if (bufferedBytes >= rowGroupBytes) {
      endRowGroup();
    }
  }

  /** Ends the row group unless it is small, and writes everything to the output. */
  void flush() throws IOException {
    if (bufferedBytes >= rowGroupBytes / LEAST_PART) {
      endRowGroup();
    }
    output.drainAndFree();
  }

  /** Completes the file. */
  void finish() throws IOException {
    if (group != null) {
      endRowGroup();
    }
    open();
    writer.end(metadata);
    output.drainAndFree();
  }

  /** Frees the memory without writing. */
  void release() {
    output.discard();
    // The library's memory is heap, and closing the writer would write.
    writer = null;
    dropGroup();
  }

  /** Bytes of all complete row groups. */
  long written() {
    return output.count();
  }

  /** Compressed bytes of the complete pages of the row group in progress. */
  long pagedBytes() {
    return pagedBytes;
  }

  /** Bytes, before compression, of the incomplete pages of the row group in progress. */
  long unpagedBytes() {
    return bufferedBytes - pagedBytes;
  }

  /** Approximate size of the footer. */
  long footerBytes() {
    int chunks = (groups + (group == null ? 0 : 1)) * columns;
    return footerBytes + (long) CHUNK_BYTES * chunks;
  }

  /** Bytes of heap held. */
  long heldBytes() {
    long footer = writer == null ? 0 : (long) CHUNK_HEAP_BYTES * columns * groups;
    return groupHeldBytes + footer + output.capacity();
  }

  private void endRowGroup() throws IOException {
    open();
    group.writeTo(writer);
    groups++;
    dropGroup();
  }

  private void dropGroup() {
    group = null;
    pagedBytes = 0;
    bufferedBytes = 0;
    groupHeldBytes = 0;
  }

  private void open() throws IOException {
    if (writer == null) {
      writer =
          new ParquetFileWriter(
              new ChunkedFile(output),
              schema.type(),
              ParquetFileWriter.Mode.CREATE,
              rowGroupBytes,
              0,
              null,
              schema.properties());
      writer.start();
    }
  }
}
