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

import io.sluice.config.SequenceFileConfig;
import io.sluice.format.encode.RecordBuffer;
import io.sluice.format.encode.RecordEncoder;
import io.sluice.format.schema.FileSchema;
import io.sluice.format.schema.FileSchemas;
import io.sluice.format.sequencefile.PieceCodec;
import io.sluice.format.sequencefile.PlainRecords;
import io.sluice.format.sequencefile.SequenceChunks;
import io.sluice.format.sequencefile.SequenceFiles;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/**
 * Hadoop's sequence files, which are compressed inside.
 *
 * @param level in the range of the compression
 * @param recordMaxBytes limit on the length of a value
 */
record SequenceFileFormat(
    SequenceFileConfig config, Compression compressor, int level, int recordMaxBytes)
    implements Format {
  private static final String NAME = "sequencefile";
  private static final String TOPIC = "sluice.topic";
  private static final String PARTITION = "sluice.partition";
  private static final byte[] NOTHING = new byte[0];

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String compression() {
    return compressor.label();
  }

  @Override
  public String extension() {
    return ".seq";
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
    SequenceFiles files = files();
    return (header, output) -> open(header, output, files);
  }

  private SequenceFiles files() {
    Optional<PieceCodec> codec =
        compressor == Compression.NONE
            ? Optional.empty()
            : Optional.of(HadoopCodec.of(compressor, level));
    return new SequenceFiles(config, codec, recordMaxBytes);
  }

  private RecordEncoder open(FileHeader header, OutputStream output, SequenceFiles files) {
    Map<String, String> metadata =
        Map.of(TOPIC, header.topic(), PARTITION, String.valueOf(header.partition()));
    // WritableValues checks the limit, which applies to the value.
    RecordBuffer buffer = new RecordBuffer(Integer.MAX_VALUE);
    if (files.compressed()) {
      SequenceChunks chunks = files.chunks(metadata);
      return new BufferedSink(
              files.chunkRecords(),
              buffer,
              config.blockBytes(),
              NOTHING,
              () -> ChunkCompressor.open(chunks, output),
              false)
          .encoder();
    }
    PlainRecords records = files.records(metadata);
    buffer.completeRecord(records.header());
    return new BufferedSink(records, buffer, NOTHING, () -> new DirectCompressor(output), true)
        .encoder();
  }
}
