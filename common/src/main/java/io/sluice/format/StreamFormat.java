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
import io.sluice.format.encode.RecordBuffer;
import io.sluice.format.encode.RecordEncoder;
import io.sluice.format.encode.RecordSerializer;
import io.sluice.format.schema.FileSchema;
import io.sluice.format.schema.FileSchemas;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * A format whose files are a sequence of records, with or without a separator.
 *
 * @param serializers creates the serializer for the records of one thread
 * @param separator written after each record; may be empty
 * @param level in the range of the compression
 * @param recordMaxBytes limit on the length of a record without its separator
 */
record StreamFormat(
    Kind kind,
    Supplier<RecordSerializer> serializers,
    String separator,
    Compression compressor,
    int level,
    int recordMaxBytes)
    implements Format {

  enum Kind {
    JSON(".json"),
    TEXT(".txt"),
    BYTES(".bin");

    private final String extension;

    Kind(String extension) {
      this.extension = extension;
    }
  }

  @Override
  public String name() {
    return Choices.name(kind);
  }

  @Override
  public String compression() {
    return compressor.label();
  }

  @Override
  public String extension() {
    return kind.extension + compressor.extension();
  }

  @Override
  public FileSchemas schemas() {
    return FileSchemas.none();
  }

  @Override
  public FileSchema schema(String text) {
    return FileSchema.NONE;
  }

  @Override
  public FileEncoders encoders() {
    RecordSerializer serializer = serializers.get();
    return (header, output) -> open(output, serializer);
  }

  private RecordEncoder open(OutputStream output, RecordSerializer serializer) {
    return new BufferedSink(
            serializer,
            new RecordBuffer(recordMaxBytes),
            separator.getBytes(StandardCharsets.UTF_8),
            () -> compressor.open(output, level),
            compressor == Compression.NONE)
        .encoder();
  }
}
