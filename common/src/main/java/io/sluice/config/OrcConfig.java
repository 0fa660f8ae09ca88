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
import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * What ORC files look like inside.
 *
 * @param stripeBytes bytes in memory after which a stripe ends
 * @param rowIndexStride rows between two entries of the index
 * @param bloomFilterColumns names of columns with Bloom filters; a file may lack some
 */
public record OrcConfig(int stripeBytes, int rowIndexStride, List<String> bloomFilterColumns) {

  public static final String ORC_STRIPE_BYTES = "orc.stripe.bytes";
  public static final String ORC_ROW_INDEX_STRIDE = "orc.row.index.stride";
  public static final String ORC_BLOOM_FILTER_COLUMNS = "orc.bloom.filter.columns";

  /** The settings unless the user asks for others. */
  public static final OrcConfig DEFAULT = new OrcConfig(16 * 1024 * 1024, 10_000, List.of());

  private static final int MIN_STRIPE_BYTES = 64 * 1024;
  private static final int MAX_STRIPE_BYTES = 1024 * 1024 * 1024;
  // The library takes no less.
  private static final int MIN_STRIDE = 1000;
  private static final int MAX_STRIDE = 1_000_000;

  public OrcConfig {
    bloomFilterColumns = List.copyOf(bloomFilterColumns);
  }

  /** Adds the keys to their group. */
  static void define(KeyGroup group) {
    group
        .count(
            ORC_STRIPE_BYTES,
            DEFAULT.stripeBytes(),
            Validators.range(MIN_STRIPE_BYTES, MAX_STRIPE_BYTES, "bytes", ""),
            low(
                Width.MEDIUM,
                "ORC stripe size",
                "A stripe of an ORC file ends once it takes this many bytes in memory, where most of"
                    + " it is compressed already. Larger stripes compress better and are read"
                    + " faster. Each open file holds up to one: with many open files"
                    + " memory.limit.bytes ends stripes or files earlier."))
        .count(
            ORC_ROW_INDEX_STRIDE,
            DEFAULT.rowIndexStride(),
            Validators.range(MIN_STRIDE, MAX_STRIDE, "rows", ""),
            low(
                Width.SHORT,
                "ORC row index stride",
                "An ORC file has the least and greatest values, and its Bloom filters, for each this"
                    + " many rows; readers leave out what they rule out."))
        .add(
            ORC_BLOOM_FILTER_COLUMNS,
            ConfigDef.Type.LIST,
            DEFAULT.bloomFilterColumns(),
            null,
            low(
                Width.LONG,
                "ORC Bloom filter columns",
                "Names of the columns of ORC files that get Bloom filters, separated by commas;"
                    + " files whose schema does not have one do without. They help readers that look"
                    + " for single values."));
  }

  /** Reads the keys. */
  static OrcConfig from(AbstractConfig config) {
    return new OrcConfig(
        config.getInt(ORC_STRIPE_BYTES),
        config.getInt(ORC_ROW_INDEX_STRIDE),
        config.getList(ORC_BLOOM_FILTER_COLUMNS));
  }

  /** Checks the keys against the format, and the compression against what ORC has. */
  static void check(FormatConfig format, AbstractConfig config, BiConsumer<String, String> errors) {
    FormatConfig.checkApplies(
        config,
        format.format(),
        FormatName.ORC,
        List.of(ORC_STRIPE_BYTES, ORC_ROW_INDEX_STRIDE, ORC_BLOOM_FILTER_COLUMNS),
        errors);
    if (format.format() != FormatName.ORC) {
      return;
    }
    CompressionName compression = format.compression();
    if (!FormatName.ORC.compressions().contains(compression)) {
      errors.accept(
          FormatConfig.COMPRESSION,
          FormatConfig.COMPRESSION
              + " must be one of "
              + FormatName.ORC.compressionNames()
              + " with "
              + FormatConfig.FORMAT
              + "=orc, which has no "
              + Choices.name(compression));
    } else if (format.compressionLevel().isPresent() && compression != CompressionName.ZSTD) {
      errors.accept(
          FormatConfig.COMPRESSION_LEVEL,
          FormatConfig.COMPRESSION_LEVEL
              + " has a meaning with "
              + FormatConfig.COMPRESSION
              + "=zstd only if "
              + FormatConfig.FORMAT
              + "=orc; remove it, or use zstd");
    }
  }
}
