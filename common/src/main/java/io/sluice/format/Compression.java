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

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.sluice.config.Choices;
import io.sluice.config.CompressionName;
import io.sluice.format.encode.CollectingOutput;
import io.sluice.format.encode.GzipStream;
import io.sluice.format.encode.LibraryCheck;
import io.sluice.format.encode.Lz4;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.xerial.snappy.SnappyHadoopCompatibleOutputStream;

/** Compressions of a whole file, as exactly one stream. */
enum Compression {
  NONE("", 0) {
    @Override
    Compressor open(OutputStream output, int level) {
      return new DirectCompressor(output);
    }
  },

  /** One gzip member. */
  GZIP(".gz", 6) {
    @Override
    Compressor open(OutputStream output, int level) throws IOException {
      CollectingOutput collected = new CollectingOutput(output);
      GzipStream stream = new GzipStream(collected, level);
      return new StreamCompressor(stream, collected, ZLIB_HELD_BYTES, stream::free);
    }
  },

  /** The blocks of Hadoop's SnappyCodec, without levels. */
  SNAPPY(".snappy", 0) {
    @Override
    Compressor open(OutputStream output, int level) {
      CollectingOutput collected = new CollectingOutput(output);
      OutputStream stream = new SnappyHadoopCompatibleOutputStream(collected, SNAPPY_BLOCK_BYTES);
      return new StreamCompressor(stream, collected, 3L * SNAPPY_BLOCK_BYTES, () -> {});
    }
  },

  /** One Zstandard frame with a checksum. */
  ZSTD(".zst", 3) {
    @Override
    Compressor open(OutputStream output, int level) throws IOException {
      CollectingOutput collected = new CollectingOutput(output);
      ZstdOutputStreamNoFinalizer stream = new ZstdOutputStreamNoFinalizer(collected, level);
      stream.setChecksum(true);
      // Only closing frees the native memory; the output is discarded by then.
      return new StreamCompressor(stream, collected, zstdHeldBytes(level), stream::close);
    }
  },

  /** One zlib stream (RFC 1950), which Hadoop's DefaultCodec reads by this extension. */
  DEFLATE(".deflate", 6) {
    @Override
    Compressor open(OutputStream output, int level) {
      CollectingOutput collected = new CollectingOutput(output);
      Deflater deflater = new Deflater(level);
      OutputStream stream = new DeflaterOutputStream(collected, deflater, ZLIB_BUFFER_BYTES);
      return new StreamCompressor(stream, collected, ZLIB_HELD_BYTES, deflater::end);
    }
  },

  /** The blocks of Hadoop's Lz4Codec; without a level, from the fast compressor. */
  LZ4(".lz4", 0) {
    @Override
    Compressor open(OutputStream output, int level) {
      CollectingOutput collected = new CollectingOutput(output);
      Lz4BlockStream stream = new Lz4BlockStream(collected, Lz4.compressor(level));
      return new StreamCompressor(stream, collected, stream.heldBytes(), () -> {});
    }
  },

  /**
   * One bzip2 stream. The level is the size of its blocks: on lines of JSON, level 9 saves a few
   * percent over level 2 and takes four times the memory for each open file.
   */
  BZIP2(".bz2", 2) {
    @Override
    Compressor open(OutputStream output, int level) throws IOException {
      CollectingOutput collected = new CollectingOutput(output);
      OutputStream stream = new BZip2CompressorOutputStream(collected, level);
      return new StreamCompressor(
          stream, collected, bzip2HeldBytes(level), level * BZIP2_BLOCK_BYTES, () -> {});
    }
  };

  // Snappy finds no matches beyond this distance, and Hadoop reads blocks of up to 256 KiB.
  private static final int SNAPPY_BLOCK_BYTES = 64 * 1024;

  // Window and tables for levels 1 to 19, from the table of default parameters in zstd 1.5
  // (lib/compress/clevels.h, sources above 256 KiB): 2^window + 4 * (2^chain + 2^hash), in MiB.
  private static final int[] ZSTD_MEBIBYTES = {
    1, 2, 3, 4, 5, 5, 8, 8, 16, 28, 28, 52, 36, 52, 68, 36, 56, 56, 88
  };

  private static final int ZLIB_BUFFER_BYTES = GzipStream.BUFFER_BYTES;
  private static final long ZLIB_HELD_BYTES = GzipStream.DEFLATER_BYTES + ZLIB_BUFFER_BYTES;

  // Each level adds this to the size of a block.
  private static final long BZIP2_BLOCK_BYTES = 100_000;
  // The library's memory for each byte of a block, including what it keeps after it has sorted a
  // repetitive block.
  private static final int BZIP2_SORTING_BYTES = 13;
  private static final int BZIP2_TABLE_BYTES = 320 * 1024;

  private final String extension;
  private final int defaultLevel;

  Compression(String extension, int defaultLevel) {
    this.extension = extension;
    this.defaultLevel = defaultLevel;
  }

  static Compression of(CompressionName name) {
    return switch (name) {
      case NONE -> NONE;
      case GZIP -> GZIP;
      case SNAPPY -> SNAPPY;
      case ZSTD -> ZSTD;
      case DEFLATE -> DEFLATE;
      case LZ4 -> LZ4;
      case BZIP2 -> BZIP2;
    };
  }

  /** The name in the configuration and the ledger, such as {@code gzip}. */
  String label() {
    return Choices.name(this);
  }

  /** The end of a file name, with a leading dot; empty without compression. */
  String extension() {
    return extension;
  }

  /** The level if none is configured; 0 if there are no levels, or the default is none of them. */
  int defaultLevel() {
    return defaultLevel;
  }

  /**
   * Opens a stream, which may write its header immediately.
   *
   * @param output unbuffered; never closed
   * @param level in the range of {@link CompressionName}
   */
  abstract Compressor open(OutputStream output, int level) throws IOException;

  /**
   * Checks that the codec's native library can be loaded, by compressing nothing.
   *
   * @throws ConnectException if it cannot be loaded
   */
  void check() {
    LibraryCheck.run(
        "The library of compression=" + label(),
        "compression",
        () -> {
          Compressor compressor = open(OutputStream.nullOutputStream(), defaultLevel);
          try {
            compressor.finish();
          } finally {
            compressor.release();
          }
        });
  }

  private static long zstdHeldBytes(int level) {
    long buffers = 2 * ZstdOutputStreamNoFinalizer.recommendedCOutSize();
    return ZSTD_MEBIBYTES[level - 1] * 1024L * 1024 + buffers;
  }

  private static long bzip2HeldBytes(int level) {
    return level * BZIP2_BLOCK_BYTES * BZIP2_SORTING_BYTES + BZIP2_TABLE_BYTES;
  }
}
