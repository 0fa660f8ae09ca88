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
package io.sluice.format.orc;

import io.sluice.format.encode.CollectingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.orc.OrcFile;
import org.apache.orc.impl.PhysicalFsWriter;
import org.apache.orc.impl.WriterImpl;
import org.apache.orc.impl.writer.WriterEncryptionVariant;
import org.apache.orc.storage.ql.exec.vector.VectorizedRowBatch;

/**
 * One file, whose stripes and footer the library writes. It is opened with the first batch. For one
 * thread.
 */
final class OrcDataFile {
  // The name of the file in the library's messages; no such file is opened.
  private static final Path NAME = new Path("file.orc");
  private static final WriterEncryptionVariant[] NO_ENCRYPTION = {};

  private final Compiled schema;
  private final Map<String, String> metadata;
  private final OrcWriterSettings settings;
  private final OutputStream output;

  private Stripes stripes;
  private CollectingOutput collected;
  private PhysicalFsWriter physical;
  private WriterImpl writer;
  private long heldBytes;

  /**
   * @param metadata for the footer, besides the schema
   * @param output receives large chunks; never closed
   */
  OrcDataFile(
      Compiled schema,
      Map<String, String> metadata,
      OrcWriterSettings settings,
      OutputStream output) {
    this.schema = schema;
    this.metadata = metadata;
    this.settings = settings;
    this.output = output;
  }

  /** Adds rows, and writes the stripe if they fill it; keeps no reference to them. */
  void add(VectorizedRowBatch batch) throws IOException {
    open();
    writer.addRowBatch(batch);
    heldBytes = writer.estimateMemory();
  }

  /** Ends the stripe and writes it to the output. */
  void endStripe() throws IOException {
    stripes.end();
    collected.drain();
    heldBytes = writer.estimateMemory();
  }

  /** Completes the file. */
  void finish() throws IOException {
    open();
    stripes.allowCompletion();
    writer.close();
    dropWriter();
    collected.drain();
  }

  /** Frees the memory without writing. */
  void release() throws IOException {
    if (collected != null) {
      collected.discard();
    }
    PhysicalFsWriter open = physical;
    dropWriter();
    if (open != null) {
      // Returns the codec to the library's pool.
      open.close();
    }
  }

  /** Drops the library's objects, which refer to each other. */
  private void dropWriter() {
    stripes = null;
    physical = null;
    writer = null;
  }

  boolean isOpen() {
    return writer != null;
  }

  /** Number of complete stripes. */
  int stripes() {
    return stripes == null ? 0 : stripes.count();
  }

  /** Bytes of all complete stripes. */
  long written() {
    return collected == null ? 0 : collected.count();
  }

  /** Bytes of the stripe in progress in memory, and its largest size in the file. */
  long stripeBytes() {
    return writer == null ? 0 : heldBytes;
  }

  /** Heap and native bytes held. */
  long heldBytes() {
    long chunk = collected == null ? 0 : collected.capacity();
    return writer == null ? chunk : chunk + heldBytes + schema.writerBytes();
  }

  private void open() throws IOException {
    if (writer != null) {
      return;
    }
    stripes = new Stripes();
    collected = new CollectingOutput(output);
    OrcFile.WriterOptions options =
        settings.options(schema.type()).memory(stripes).callback(stripes);
    physical =
        new PhysicalFsWriter(new FSDataOutputStream(collected, null), options, NO_ENCRYPTION);
    writer = new WriterImpl(null, NAME, options.physicalWriter(physical));
    metadata.forEach((key, value) -> writer.addUserMetadata(key, utf8(value)));
    heldBytes = writer.estimateMemory();
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
