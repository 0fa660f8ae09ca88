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
package io.sluice.format;

import io.sluice.config.Choices;
import io.sluice.config.CompressionName;
import io.sluice.config.FormatConfig;
import io.sluice.format.encode.RecordEncoder;
import io.sluice.it.read.ExactStream;
import java.io.IOException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/** A file in memory, written as the engine writes one. */
final class TestFile {
  final RecordingOutput output = new RecordingOutput();
  final RecordEncoder encoder;
  private final Schema schema;
  private final CompressionName whole;

  /**
   * Opens a file.
   *
   * @param schema of the records; null for records without one
   * @param whole what compresses the whole file; NONE if the format compresses inside
   */
  TestFile(FileEncoders encoders, FileHeader header, Schema schema, CompressionName whole)
      throws IOException {
    this.schema = schema;
    this.whole = whole;
    this.encoder = encoders.open(header, output);
  }

  /** Opens a file that is not compressed as a whole, with the schema that the value needs. */
  static TestFile of(FormatConfig config, Schema schema, Object value) throws IOException {
    return of(Formats.of(config, 16 * 1024 * 1024), schema, value);
  }

  static TestFile of(Format format, Schema schema, Object value) throws IOException {
    return new TestFile(
        format.encoders(), header(format, schema, value), schema, CompressionName.NONE);
  }

  static FileHeader header(Format format, Schema schema, Object value) {
    return new FileHeader(format.schemas().of(record(schema, value)), "topic", 0);
  }

  static SinkRecord record(Schema schema, Object value) {
    return new SinkRecord("topic", 0, null, null, schema, value, 0);
  }

  void append(Object value) throws IOException {
    append(schema, value);
  }

  void append(Schema schema, Object value) throws IOException {
    encoder.append(record(schema, value));
  }

  /** Completes the file and returns its decompressed bytes. */
  byte[] finish() throws IOException {
    try {
      encoder.finish();
    } finally {
      encoder.release();
    }
    return ExactStream.decompress(Choices.name(whole), output.toByteArray());
  }
}
