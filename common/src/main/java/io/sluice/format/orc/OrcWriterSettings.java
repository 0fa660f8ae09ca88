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

import io.sluice.config.CompressionName;
import io.sluice.config.OrcConfig;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.orc.CompressionKind;
import org.apache.orc.InMemoryKeystore;
import org.apache.orc.OrcConf;
import org.apache.orc.OrcFile;
import org.apache.orc.TypeDescription;
import org.apache.orc.impl.KeyProvider;
import org.apache.orc.impl.WriterImpl;

/** Translates the connector's settings to the library's. */
final class OrcWriterSettings {
  // The library allocates up to three buffers per stream, and a column has two to four streams.
  private static final int LARGEST_BUFFER_BYTES = 64 * 1024;

  private final OrcConfig config;
  private final CompressionName compression;
  private final Configuration configuration = new Configuration(false);
  // Without a provider, the library searches the class path for one with each file.
  private final KeyProvider keys = new InMemoryKeystore();

  /**
   * @param level empty for the compression's default
   */
  OrcWriterSettings(OrcConfig config, CompressionName compression, OptionalInt level) {
    this.config = config;
    this.compression = compression;
    // The library checks memory after each batch, however small the stripe is.
    OrcConf.ROWS_BETWEEN_CHECKS.setLong(configuration, 1);
    OrcConf.STRIPE_SIZE_CHECKRATIO.setDouble(configuration, Double.MIN_NORMAL);
    level.ifPresent(value -> OrcConf.COMPRESSION_ZSTD_LEVEL.setInt(configuration, value));
  }

  CompressionName compression() {
    return compression;
  }

  private static CompressionKind kind(CompressionName compression) {
    return switch (compression) {
      case NONE -> CompressionKind.NONE;
      case DEFLATE -> CompressionKind.ZLIB;
      case SNAPPY -> CompressionKind.SNAPPY;
      case ZSTD -> CompressionKind.ZSTD;
      case LZ4 -> CompressionKind.LZ4;
      case GZIP, BZIP2 -> throw new IllegalArgumentException("ORC does not support " + compression);
    };
  }

  /** The library's options for a file of this type. */
  OrcFile.WriterOptions options(TypeDescription type) {
    int columns = type.getMaximumId() + 1;
    return OrcFile.writerOptions(configuration)
        .setSchema(type)
        .compress(kind(compression))
        .stripeSize(config.stripeBytes())
        .bufferSize(
            WriterImpl.getEstimatedBufferSize(config.stripeBytes(), columns, LARGEST_BUFFER_BYTES))
        .enforceBufferSize()
        .blockPadding(false)
        .rowIndexStride(config.rowIndexStride())
        // The library ignores names that the type does not have; other topics may have them.
        .bloomFilterColumns(String.join(",", config.bloomFilterColumns()))
        .setProlepticGregorian(true)
        .useUTCTimestamp(true)
        .setKeyProvider(keys);
  }
}
