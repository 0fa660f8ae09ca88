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

import io.sluice.config.AvroConfig;
import io.sluice.format.encode.CollectingOutput;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;

/**
 * One object container file, written by the library. Between blocks the library's writer can be
 * dropped to free its memory; a new writer continues the file. For one thread.
 */
final class AvroDataFile {
  // As in the library, whose buffer then grows like a ByteArrayOutputStream.
  private static final double INITIAL_CAPACITY = 1.25;

  private final Schema schema;
  private final Map<String, String> metadata;
  private final AvroConfig config;
  private final OutputStream output;
  // Every writer of the file must end its blocks with the marker of the header.
  private final byte[] marker = marker();

  private DataFileWriter<Object> writer;
  private CollectingOutput collected;
  private long writtenBefore;
  private boolean begun;
  private long inBlock;
  private long blockCapacity;

  /**
   * @param metadata for the header, besides the schema and the codec
   * @param output receives large chunks; never closed
   */
  AvroDataFile(
      Schema schema, Map<String, String> metadata, AvroConfig config, OutputStream output) {
    this.schema = schema;
    this.metadata = metadata;
    this.config = config;
    this.output = output;
  }

  private static byte[] marker() {
    UUID random = UUID.randomUUID();
    return ByteBuffer.allocate(16)
        .putLong(random.getMostSignificantBits())
        .putLong(random.getLeastSignificantBits())
        .array();
  }

  /** Appends the remaining bytes of the buffer as one encoded record. */
  void append(ByteBuffer encoded) throws IOException {
    open();
    inBlock += encoded.remaining();
    writer.appendEncoded(encoded);
    if (inBlock > blockCapacity) {
      blockCapacity = Math.max(inBlock, 2 * blockCapacity);
    }
    if (inBlock >= config.blockBytes()) {
      inBlock = 0;
    }
  }

  /** Ends the block, and drops a writer that a huge record has made large. */
  void endBlock() throws IOException {
    if (writer != null) {
      writer.sync();
      inBlock = 0;
      if (blockCapacity > 2 * initialCapacity()) {
        flush();
      }
    }
  }

  /** Ends the block, writes everything to the output, and drops the writer. */
  void flush() throws IOException {
    if (writer != null) {
      writer.flush();
      collected.drain();
      writtenBefore += collected.count();
      drop();
    }
  }

  /** Completes the file. */
  void finish() throws IOException {
    open();
    flush();
  }

  /** Frees the memory without writing. */
  void release() {
    if (collected != null) {
      collected.discard();
    }
    drop();
  }

  /** Bytes of the header and all complete blocks. */
  long written() {
    return writtenBefore + (collected == null ? 0 : collected.count());
  }

  /** Heap and native bytes held. */
  long heldBytes() {
    return writer == null
        ? 0
        : blockCapacity + collected.capacity() + AvroCodec.heldBytes(config.codec());
  }

  private void drop() {
    writer = null;
    collected = null;
    inBlock = 0;
    blockCapacity = 0;
  }

  private long initialCapacity() {
    return (long) (config.blockBytes() * INITIAL_CAPACITY);
  }

  private void open() throws IOException {
    if (writer != null) {
      return;
    }
    collected = new CollectingOutput(output);
    Gate gate = new Gate(collected);
    gate.open = !begun;
    writer = new DataFileWriter<>(new GenericDatumWriter<>(schema));
    writer.setCodec(AvroCodec.of(config)).setSyncInterval(config.blockBytes());
    metadata.forEach(writer::setMeta);
    writer.create(schema, gate, marker);
    writer.flush();
    gate.open = true;
    begun = true;
    blockCapacity = initialCapacity();
  }

  /** Drops the header of every writer but the first. */
  private static final class Gate extends FilterOutputStream {
    private boolean open;

    Gate(OutputStream output) {
      super(output);
    }

    @Override
    public void write(int value) throws IOException {
      if (open) {
        out.write(value);
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (open) {
        out.write(bytes, offset, length);
      }
    }

    @Override
    public void flush() {
      // The library flushes after each block, which would make small writes.
    }
  }
}
