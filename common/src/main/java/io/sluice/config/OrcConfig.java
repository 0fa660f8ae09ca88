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

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * Settings of ORC files.
 *
 * @param stripeBytes bytes in memory after which a stripe ends
 * @param rowIndexStride rows for each entry of the index
 * @param bloomFilterColumns names of columns with Bloom filters; a file may lack some
 * @param timestamps the type of points in time
 */
public record OrcConfig(
    int stripeBytes, int rowIndexStride, List<String> bloomFilterColumns, OrcTimestamp timestamps)
    implements FormatSettings {

  public static final String ORC_STRIPE_BYTES = "orc.stripe.bytes";
  public static final String ORC_ROW_INDEX_STRIDE = "orc.row.index.stride";
  public static final String ORC_BLOOM_FILTER_COLUMNS = "orc.bloom.filter.columns";
  public static final String ORC_TIMESTAMP = "orc.timestamp";

  private static final int MOST_BY_DEFAULT = 64 * 1024 * 1024;

  /** The settings by default, with the default memory limit. */
  public static final OrcConfig DEFAULT =
      new OrcConfig(16 * 1024 * 1024, 10_000, List.of(), OrcTimestamp.TIMESTAMP);

  private static final int MIN_STRIPE_BYTES = 64 * 1024;
  private static final int MAX_STRIPE_BYTES = 1024 * 1024 * 1024;
  // The ORC library accepts no less.
  private static final int MIN_STRIDE = 1000;
  private static final int MAX_STRIDE = 1_000_000;

  public OrcConfig {
    bloomFilterColumns = List.copyOf(bloomFilterColumns);
  }

  /** Adds the keys to their group. */
  static void define(KeyGroup group) {
    group
        .add(
            ORC_STRIPE_BYTES,
            ConfigDef.Type.INT,
            null,
            Validators.optional(Validators.range(MIN_STRIPE_BYTES, MAX_STRIPE_BYTES, Unit.BYTES)),
            low(
                    Width.MEDIUM,
                    "ORC stripe size",
                    "The size in memory at which a stripe of an ORC file ends.",
                    "If the size is not set, it is a quarter of `memory.limit.bytes`, at most 64 MiB:"
                        + " 16 MiB with the default limit. Most of a stripe in memory is compressed"
                        + " already. Larger stripes compress better and are read faster. Each open"
                        + " file keeps up to one stripe in memory; with many open files,"
                        + " `memory.limit.bytes` ends stripes or files earlier. A stripe must not be"
                        + " more than half of it.")
                .example("67108864"))
        .count(
            ORC_ROW_INDEX_STRIDE,
            DEFAULT.rowIndexStride(),
            Validators.range(MIN_STRIDE, MAX_STRIDE, Unit.ROWS),
            low(
                    Width.SHORT,
                    "ORC row index stride",
                    "The number of rows for which an ORC file has one index entry.",
                    "An entry contains the least and the greatest value and the Bloom filters of each"
                        + " column, with which readers skip rows.")
                .example("20000"))
        .add(
            ORC_BLOOM_FILTER_COLUMNS,
            ConfigDef.Type.LIST,
            DEFAULT.bloomFilterColumns(),
            null,
            low(
                    Width.LONG,
                    "ORC Bloom filter columns",
                    "The columns of ORC files that get Bloom filters, separated by commas.",
                    "Bloom filters help readers that look for single values. Columns that a file"
                        + " does not have are ignored.")
                .example("customer_id,email"))
        .choice(
            ORC_TIMESTAMP,
            DEFAULT.timestamps(),
            low(
                    Width.SHORT,
                    "ORC timestamps",
                    "The type of columns with points in time in ORC files.",
                    "Timestamps without a time zone, such as those of change data capture, are always"
                        + " of the type `timestamp`. Records with a time in the last second before"
                        + " 1970 are reported, because ORC's library reads it as a second later. ORC"
                        + " has no times of day: they are an int of milliseconds, or a bigint of"
                        + " microseconds or nanoseconds.")
                .value(
                    "timestamp",
                    "`timestamp`, which every reader knows; it has the date and time in UTC, which"
                        + " readers show in any time zone")
                .value(
                    "instant",
                    "`timestamp with local time zone`, which is the same point in time in any time"
                        + " zone, and which versions of Spark refuse"));
  }

  /** Reads the keys. */
  static OrcConfig from(AbstractConfig config) {
    return new OrcConfig(
        ResourceConfig.part(config, ORC_STRIPE_BYTES, MOST_BY_DEFAULT),
        config.getInt(ORC_ROW_INDEX_STRIDE),
        config.getList(ORC_BLOOM_FILTER_COLUMNS),
        Choices.read(config, ORC_TIMESTAMP, OrcTimestamp.class));
  }

  @Override
  public FormatName format() {
    return FormatName.ORC;
  }

  @Override
  public long heldBytes() {
    return stripeBytes;
  }

  @Override
  public Optional<String> heldBytesKey() {
    return Optional.of(ORC_STRIPE_BYTES);
  }

  @Override
  public <T> T match(Cases<T> cases) {
    return cases.orc(this);
  }

  @Override
  public void check(FormatConfig config, BiConsumer<String, String> errors) {
    CompressionName compression = config.compression();
    if (!FormatName.ORC.compressions().contains(compression)) {
      errors.accept(
          FormatConfig.COMPRESSION,
          FormatConfig.COMPRESSION
              + " must be one of "
              + FormatName.ORC.compressionNames()
              + " with "
              + FormatConfig.FORMAT
              + "=orc, which does not support "
              + Choices.name(compression));
    } else if (config.compressionLevel().isPresent() && compression != CompressionName.ZSTD) {
      errors.accept(
          FormatConfig.COMPRESSION_LEVEL,
          FormatConfig.COMPRESSION_LEVEL
              + " applies only to "
              + FormatConfig.COMPRESSION
              + "=zstd with "
              + FormatConfig.FORMAT
              + "=orc; remove it, or use zstd");
    }
  }
}
