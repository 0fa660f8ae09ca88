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
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * Settings of Avro files.
 *
 * @param codec compresses blocks
 * @param codecLevel empty for the codec's default
 * @param blockBytes uncompressed bytes after which a block ends
 */
public record AvroConfig(AvroCodecName codec, OptionalInt codecLevel, int blockBytes)
    implements FormatSettings {

  public static final String AVRO_CODEC = "avro.codec";
  public static final String AVRO_CODEC_LEVEL = "avro.codec.level";
  public static final String AVRO_BLOCK_BYTES = "avro.block.bytes";

  /** The default size of a block. */
  public static final int DEFAULT_BLOCK_BYTES = 64 * 1024;

  private static final int MIN_BLOCK_BYTES = 1024;
  private static final int MAX_BLOCK_BYTES = 16 * 1024 * 1024;

  /** Adds the keys to their group. */
  static void define(KeyGroup group) {
    group
        .choiceOrAuto(
            AVRO_CODEC,
            AvroCodecName.class,
            medium(
                    Width.SHORT,
                    "Avro codec",
                    "How the blocks of Avro files are compressed; `null` is no compression.",
                    "`auto` is snappy, which every reader has and which costs little time. Readers"
                        + " can split the files with any codec.")
                .example("zstandard"))
        .add(
            AVRO_CODEC_LEVEL,
            ConfigDef.Type.INT,
            null,
            Validators.optional(Validators.range(1, 19, Unit.NONE)),
            low(
                    Width.SHORT,
                    "Avro codec level",
                    "How strongly `avro.codec` compresses; 1 is fastest.",
                    "The highest level is 9 with deflate and 19 with zstandard. If the level is not"
                        + " set, each codec uses its own default.")
                .example("6"))
        .count(
            AVRO_BLOCK_BYTES,
            DEFAULT_BLOCK_BYTES,
            Validators.range(MIN_BLOCK_BYTES, MAX_BLOCK_BYTES, Unit.BYTES),
            low(
                    Width.MEDIUM,
                    "Avro block size",
                    "The size before compression at which a block of an Avro file ends.",
                    "Larger blocks compress better, most of all with bzip2. Each open file keeps one"
                        + " block in memory.")
                .example("262144"));
  }

  /** Reads the keys. */
  static AvroConfig from(AbstractConfig config) {
    Integer level = config.getInt(AVRO_CODEC_LEVEL);
    return new AvroConfig(
        Choices.readOrAuto(config, AVRO_CODEC, AvroCodecName.SNAPPY),
        level == null ? OptionalInt.empty() : OptionalInt.of(level),
        config.getInt(AVRO_BLOCK_BYTES));
  }

  @Override
  public FormatName format() {
    return FormatName.AVRO;
  }

  @Override
  public long heldBytes() {
    return blockBytes;
  }

  @Override
  public Optional<String> heldBytesKey() {
    return Optional.of(AVRO_BLOCK_BYTES);
  }

  @Override
  public <T> T match(Cases<T> cases) {
    return cases.avro(this);
  }

  @Override
  public void check(FormatConfig config, BiConsumer<String, String> errors) {
    if (config.compression() != CompressionName.NONE) {
      errors.accept(
          FormatConfig.COMPRESSION,
          FormatConfig.COMPRESSION
              + " must be none with "
              + FormatConfig.FORMAT
              + "=avro, because readers cannot split a file that is compressed as a whole; set "
              + AVRO_CODEC
              + " to compress its blocks");
    }
    codec
        .levels()
        .check(
            AVRO_CODEC_LEVEL,
            codecLevel,
            AVRO_CODEC + "=" + Choices.name(codec),
            "deflate or zstandard",
            errors);
  }
}
