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
package io.sluice.config;

import static io.sluice.config.KeyGroup.Label.low;
import static io.sluice.config.KeyGroup.Label.medium;

import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * Settings of sequence files.
 *
 * @param values the class of the values
 * @param compressed what is compressed together, if the file is compressed
 * @param blockBytes uncompressed bytes after which a block ends
 */
public record SequenceFileConfig(
    SequenceFileValues values, SequenceFileCompression compressed, int blockBytes)
    implements FormatSettings {

  public static final String SEQUENCEFILE_VALUES = "sequencefile.values";
  public static final String SEQUENCEFILE_COMPRESSION_TYPE = "sequencefile.compression.type";
  public static final String SEQUENCEFILE_BLOCK_BYTES = "sequencefile.block.bytes";

  /** The default size of a block. */
  public static final int DEFAULT_BLOCK_BYTES = 64 * 1024;

  private static final int MIN_BLOCK_BYTES = 1024;
  private static final int MAX_BLOCK_BYTES = 16 * 1024 * 1024;

  /** Adds the keys to their group. */
  static void define(KeyGroup group) {
    group
        .choice(
            SEQUENCEFILE_VALUES,
            SequenceFileValues.WRITABLE,
            medium(
                    Width.SHORT,
                    "Sequence file values",
                    "The class of the values in sequence files.",
                    "Keys are of the class LongWritable: the record's timestamp in milliseconds, or 0"
                        + " if it has none.")
                .value("writable", "BytesWritable, for records that `format=bytes` accepts")
                .value("text", "Text, for records that `format=text` accepts"))
        .choice(
            SEQUENCEFILE_COMPRESSION_TYPE,
            SequenceFileCompression.BLOCK,
            low(
                    Width.SHORT,
                    "Sequence file compression type",
                    "What is compressed together in sequence files.")
                .value("block", "many records")
                .value("record", "one value, which is slow and seldom makes files smaller"))
        .count(
            SEQUENCEFILE_BLOCK_BYTES,
            DEFAULT_BLOCK_BYTES,
            Validators.range(MIN_BLOCK_BYTES, MAX_BLOCK_BYTES, Unit.BYTES),
            low(
                    Width.MEDIUM,
                    "Sequence file block size",
                    "The size before compression at which a compressed block of a sequence file"
                        + " ends.",
                    "Larger blocks compress better, most of all with bzip2. Each open file keeps one"
                        + " block in memory.")
                .example("262144"));
  }

  /** Reads the keys. */
  static SequenceFileConfig from(AbstractConfig config) {
    return new SequenceFileConfig(
        Choices.read(config, SEQUENCEFILE_VALUES, SequenceFileValues.class),
        Choices.read(config, SEQUENCEFILE_COMPRESSION_TYPE, SequenceFileCompression.class),
        config.getInt(SEQUENCEFILE_BLOCK_BYTES));
  }

  @Override
  public FormatName format() {
    return FormatName.SEQUENCEFILE;
  }

  @Override
  public long heldBytes() {
    return blockBytes;
  }

  @Override
  public Optional<String> heldBytesKey() {
    return Optional.of(SEQUENCEFILE_BLOCK_BYTES);
  }

  @Override
  public <T> T match(Cases<T> cases) {
    return cases.sequenceFile(this);
  }

  @Override
  public void check(FormatConfig config, BiConsumer<String, String> errors) {
    if (!FormatName.SEQUENCEFILE.compressions().contains(config.compression())) {
      errors.accept(
          FormatConfig.COMPRESSION,
          FormatConfig.COMPRESSION
              + " must be one of "
              + FormatName.SEQUENCEFILE.compressionNames()
              + " with "
              + FormatConfig.FORMAT
              + "=sequencefile, because Hadoop reads zstd only with native libraries");
    }
    if (config.compression() == CompressionName.NONE) {
      String remedy = "set " + FormatConfig.COMPRESSION;
      if (compressed != SequenceFileCompression.BLOCK) {
        refuse(SEQUENCEFILE_COMPRESSION_TYPE, "compressed files", remedy, errors);
      }
      checkBlockBytes(remedy, errors);
    } else if (compressed == SequenceFileCompression.RECORD) {
      checkBlockBytes("set " + SEQUENCEFILE_COMPRESSION_TYPE + " to block", errors);
    }
  }

  private void checkBlockBytes(String remedy, BiConsumer<String, String> errors) {
    if (blockBytes != DEFAULT_BLOCK_BYTES) {
      refuse(SEQUENCEFILE_BLOCK_BYTES, "compressed blocks", remedy, errors);
    }
  }

  private static void refuse(
      String key, String what, String remedy, BiConsumer<String, String> errors) {
    errors.accept(key, key + " applies only to " + what + "; remove it, or " + remedy);
  }
}
