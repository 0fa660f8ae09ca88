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
package io.sluice.it.read;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdInputStream;
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
import org.xerial.snappy.Snappy;

/** Decompresses files that must be exactly one stream, with nothing after it. */
public final class ExactStream {
  private static final int GZIP_HEADER_BYTES = 10;
  private static final int GZIP_TRAILER_BYTES = 8;
  private static final int CHUNK = 64 * 1024;

  /** Hadoop's default buffer. */
  private static final int LARGEST_SNAPPY_BLOCK = 256 * 1024;

  private ExactStream() {}

  /**
   * The plain content.
   *
   * @param compression as the setting {@code compression} calls it
   * @throws IOException if the file is not one whole stream
   */
  public static byte[] decompress(String compression, byte[] file) throws IOException {
    return switch (compression) {
      case "none" -> file;
      case "gzip" -> gzip(file);
      case "snappy" -> snappy(file);
      case "zstd" -> zstd(file);
      case "deflate" -> zlib(file);
      case "lz4" -> Decompression.withHadoop(".lz4", file);
      case "bzip2" -> bzip2(file);
      default -> throw new IllegalArgumentException(compression);
    };
  }

  private static void require(boolean holds) throws IOException {
    if (!holds) {
      throw new IOException("the file is not one whole stream");
    }
  }

  private static byte[] gzip(byte[] file) throws IOException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(file, GZIP_HEADER_BYTES, file.length - GZIP_HEADER_BYTES);
      byte[] ignored = new byte[CHUNK];
      while (!inflater.finished()) {
        require(inflater.inflate(ignored) > 0 || inflater.finished());
      }
      require(inflater.getRemaining() == GZIP_TRAILER_BYTES);
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
    ByteBuffer ignored = ByteBuffer.allocateDirect(CHUNK);
    try (ZstdDecompressCtx context = new ZstdDecompressCtx()) {
      while (!context.decompressDirectByteBufferStream(ignored, source)) {
        require(source.hasRemaining() || ignored.position() > 0);
        ignored.clear();
      }
      require(!source.hasRemaining());
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
      require(inflater.getBytesRead() == file.length);
      return plain;
    } finally {
      inflater.end();
    }
  }

  private static byte[] bzip2(byte[] file) throws IOException {
    ByteArrayInputStream source = new ByteArrayInputStream(file);
    try (InputStream input = new BZip2CompressorInputStream(source)) {
      byte[] plain = input.readAllBytes();
      require(source.available() == 0);
      return plain;
    }
  }

  /** Hadoop's layout: length of the plain block, length of the compressed one, its bytes. */
  private static byte[] snappy(byte[] file) throws IOException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    try (DataInputStream input = new DataInputStream(new ByteArrayInputStream(file))) {
      while (input.available() > 0) {
        int plainLength = input.readInt();
        byte[] block = Snappy.uncompress(input.readNBytes(input.readInt()));
        require(block.length == plainLength && block.length <= LARGEST_SNAPPY_BLOCK);
        plain.write(block);
      }
    }
    return plain.toByteArray();
  }
}
