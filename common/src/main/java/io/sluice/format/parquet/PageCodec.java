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
package io.sluice.format.parquet;

import com.github.luben.zstd.Zstd;
import io.sluice.config.Choices;
import io.sluice.config.CompressionName;
import io.sluice.config.FormatConfig;
import io.sluice.config.FormatName;
import io.sluice.format.encode.GzipStream;
import io.sluice.format.encode.Lz4;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * Compresses pages, each in one call after which no memory is held. The library's own codecs are
 * Hadoop's: they require its runtime, keep buffers for each file, and read their levels from a
 * Hadoop configuration.
 */
enum PageCodec {
  NONE(CompressionCodecName.UNCOMPRESSED, "", null),
  GZIP(CompressionCodecName.GZIP, ".gz", PageCodec::gzip),
  SNAPPY(CompressionCodecName.SNAPPY, ".snappy", PageCodec::snappy),
  ZSTD(CompressionCodecName.ZSTD, ".zstd", PageCodec::zstd),
  /** Blocks of LZ4 by its specification, without Hadoop's frames. */
  LZ4(CompressionCodecName.LZ4_RAW, ".lz4raw", PageCodec::lz4);

  private static final Map<CompressionName, PageCodec> CODECS =
      Map.of(
          CompressionName.NONE, NONE,
          CompressionName.GZIP, GZIP,
          CompressionName.SNAPPY, SNAPPY,
          CompressionName.ZSTD, ZSTD,
          CompressionName.LZ4, LZ4);

  private final CompressionCodecName parquetName;
  private final String extension;
  private final Block block;

  /**
   * @param block null without compression
   */
  PageCodec(CompressionCodecName parquetName, String extension, Block block) {
    this.parquetName = parquetName;
    this.extension = extension;
    this.block = block;
  }

  /** Compresses a part of an array into another array. */
  @FunctionalInterface
  private interface Block {
    byte[] compress(byte[] bytes, int offset, int length, int level) throws IOException;
  }

  /**
   * The codec of a compression.
   *
   * <p>The codec of a compression.
   *
   * @throws ConnectException if Parquet has no such codec
   */
  static PageCodec of(CompressionName compression) {
    PageCodec codec = CODECS.get(compression);
    if (codec == null) {
      throw new ConnectException(
          FormatConfig.FORMAT
              + "=parquet has no "
              + FormatConfig.COMPRESSION
              + "="
              + Choices.name(compression)
              + "; it must be one of "
              + FormatName.PARQUET.compressionNames());
    }
    return codec;
  }

  /** The part of a file name for this codec, with a leading dot; empty without compression. */
  String extension() {
    return extension;
  }

  /**
   * @param level in the range of the compression, or 0 for its default
   */
  BytesInputCompressor compressor(int level) {
    return new Compressor(this, level);
  }

  private static byte[] gzip(byte[] bytes, int offset, int length, int level) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream(length / 2 + 64);
    try (OutputStream gzip = new GzipStream(compressed, level)) {
      gzip.write(bytes, offset, length);
    }
    return compressed.toByteArray();
  }

  private static byte[] snappy(byte[] bytes, int offset, int length, int level) throws IOException {
    byte[] compressed = new byte[Snappy.maxCompressedLength(length)];
    int end = Snappy.compress(bytes, offset, length, compressed, 0);
    return Arrays.copyOf(compressed, end);
  }

  private static byte[] zstd(byte[] bytes, int offset, int length, int level) throws IOException {
    byte[] compressed = new byte[Math.toIntExact(Zstd.compressBound(length))];
    long end =
        Zstd.compressByteArray(compressed, 0, compressed.length, bytes, offset, length, level);
    if (Zstd.isError(end)) {
      throw new IOException("zstd: " + Zstd.getErrorName(end));
    }
    return Arrays.copyOf(compressed, (int) end);
  }

  private static byte[] lz4(byte[] bytes, int offset, int length, int level) {
    return Lz4.compressor(level).compress(bytes, offset, length);
  }

  private record Compressor(PageCodec codec, int level) implements BytesInputCompressor {
    @Override
    public BytesInput compress(BytesInput page) throws IOException {
      if (codec.block == null) {
        return page;
      }
      ByteBuffer plain = page.toByteBuffer(HeapByteBufferAllocator.getInstance(), unused -> {});
      int start = plain.arrayOffset() + plain.position();
      return BytesInput.from(codec.block.compress(plain.array(), start, plain.remaining(), level));
    }

    @Override
    public CompressionCodecName getCodecName() {
      return codec.parquetName;
    }

    @Override
    public void release() {
      // No memory is held between pages.
    }
  }
}
