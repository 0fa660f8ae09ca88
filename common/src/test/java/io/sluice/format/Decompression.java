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

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdInputStream;
import io.sluice.config.CompressionName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.xerial.snappy.Snappy;

/** Decompresses with the libraries' own readers, and makes sure that it is exactly one stream. */
final class Decompression {
  private static final int GZIP_HEADER_BYTES = 10;
  private static final int GZIP_TRAILER_BYTES = 8;

  private Decompression() {}

  static byte[] of(CompressionName compression, byte[] file) throws IOException {
    return switch (compression) {
      case NONE -> file;
      case GZIP -> gzip(file);
      case SNAPPY -> snappy(file);
      case ZSTD -> zstd(file);
      case DEFLATE -> zlib(file);
      case LZ4 -> withHadoop(".lz4", file);
      case BZIP2 -> bzip2(file);
    };
  }

  /** Decompresses with the codec of Hadoop that stands for an extension. */
  static byte[] withHadoop(String extension, byte[] file) throws IOException {
    CompressionCodecFactory codecs = new CompressionCodecFactory(new Configuration(false));
    CompressionCodec codec = codecs.getCodec(new Path("file" + extension));
    try (InputStream input = codec.createInputStream(new ByteArrayInputStream(file))) {
      return input.readAllBytes();
    }
  }

  private static byte[] gzip(byte[] file) throws IOException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(file, GZIP_HEADER_BYTES, file.length - GZIP_HEADER_BYTES);
      byte[] ignored = new byte[64 * 1024];
      while (!inflater.finished()) {
        assertThat(inflater.inflate(ignored) > 0 || inflater.finished()).isTrue();
      }
      assertThat(inflater.getRemaining()).isEqualTo(GZIP_TRAILER_BYTES);
    } catch (DataFormatException e) {
      throw new IOException(e);
    } finally {
      inflater.end();
    }
    try (GZIPInputStream input = new GZIPInputStream(new ByteArrayInputStream(file))) {
      return input.readAllBytes();
    }
  }

  private static byte[] zstd(byte[] file) throws IOException {
    ByteBuffer source = ByteBuffer.allocateDirect(file.length).put(file).flip();
    ByteBuffer ignored = ByteBuffer.allocateDirect(64 * 1024);
    try (ZstdDecompressCtx context = new ZstdDecompressCtx()) {
      while (!context.decompressDirectByteBufferStream(ignored, source)) {
        assertThat(source.hasRemaining() || ignored.position() > 0).isTrue();
        ignored.clear();
      }
      assertThat(source.hasRemaining()).isFalse();
    }
    try (ZstdInputStream input = new ZstdInputStream(new ByteArrayInputStream(file))) {
      return input.readAllBytes();
    }
  }

  private static byte[] zlib(byte[] file) throws IOException {
    Inflater inflater = new Inflater();
    try (InflaterInputStream input =
        new InflaterInputStream(new ByteArrayInputStream(file), inflater)) {
      byte[] plain = input.readAllBytes();
      assertThat(inflater.getBytesRead()).isEqualTo(file.length);
      return plain;
    } finally {
      inflater.end();
    }
  }

  private static byte[] bzip2(byte[] file) throws IOException {
    ByteArrayInputStream source = new ByteArrayInputStream(file);
    try (InputStream input = new BZip2CompressorInputStream(source)) {
      byte[] plain = input.readAllBytes();
      assertThat(source.available()).isZero();
      return plain;
    }
  }

  /** Hadoop's layout: length of the plain block, length of the compressed one, its bytes. */
  private static byte[] snappy(byte[] file) throws IOException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    try (DataInputStream input = new DataInputStream(new ByteArrayInputStream(file))) {
      while (input.available() > 0) {
        int plainLength = input.readInt();
        byte[] block = input.readNBytes(input.readInt());
        byte[] decompressed = Snappy.uncompress(block);
        // Hadoop's default buffer.
        assertThat(decompressed).hasSize(plainLength).hasSizeLessThanOrEqualTo(256 * 1024);
        plain.write(decompressed);
      }
    }
    return plain.toByteArray();
  }
}
