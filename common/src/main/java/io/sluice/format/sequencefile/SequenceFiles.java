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
package io.sluice.format.sequencefile;

import io.sluice.config.SequenceFileCompression;
import io.sluice.config.SequenceFileConfig;
import io.sluice.format.encode.RecordSerializer;
import java.util.Map;
import java.util.Optional;

/** Starts sequence files, which share the memory for the record being encoded; for one thread. */
public final class SequenceFiles {
  private final WritableValues values;
  private final ChunkRecords chunkRecords;
  private final PieceCodec codec;
  private final boolean inBlocks;

  /**
   * @param codec empty without compression
   * @param recordMaxBytes limit on the length of a value
   */
  public SequenceFiles(SequenceFileConfig config, Optional<PieceCodec> codec, int recordMaxBytes) {
    this.values = new WritableValues(config.values(), recordMaxBytes);
    this.chunkRecords = new ChunkRecords(values);
    this.codec = codec.orElse(null);
    this.inBlocks = codec.isPresent() && config.compressed() == SequenceFileCompression.BLOCK;
  }

  /** Whether files are started with {@link #chunks}; otherwise with {@link #records}. */
  public boolean compressed() {
    return codec != null;
  }

  /**
   * Starts a file without compression.
   *
   * @param metadata for the header, besides the classes of keys and values
   */
  public PlainRecords records(Map<String, String> metadata) {
    return new PlainRecords(new RecordFrames(header(metadata)), values);
  }

  /**
   * Starts a compressed file.
   *
   * @param metadata for the header, besides the classes of keys, values and codec
   */
  public SequenceChunks chunks(Map<String, String> metadata) {
    SequenceHeader header = header(metadata);
    return inBlocks
        ? new CompressedBlocks(header, codec)
        : new CompressedRecords(new RecordFrames(header), codec);
  }

  /** The serializer of records for the chunks of all files. */
  public RecordSerializer chunkRecords() {
    return chunkRecords;
  }

  private SequenceHeader header(Map<String, String> metadata) {
    return SequenceHeader.of(values.className(), codec, inBlocks, metadata);
  }
}
