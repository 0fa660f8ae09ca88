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

import io.sluice.format.sequencefile.PieceCodec;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * A compression whose streams a codec of Hadoop reads.
 *
 * @param name the simple name of Hadoop's class
 * @param level in the range of the compression
 */
record HadoopCodec(String name, Compression compression, int level) implements PieceCodec {

  /**
   * The codec of a compression.
   *
   * @throws ConnectException if Hadoop has no codec for it that works without native libraries
   */
  static HadoopCodec of(Compression compression, int level) {
    String name =
        switch (compression) {
          case GZIP -> "GzipCodec";
          case SNAPPY -> "SnappyCodec";
          case DEFLATE -> "DefaultCodec";
          case LZ4 -> "Lz4Codec";
          case BZIP2 -> "BZip2Codec";
          case NONE, ZSTD ->
              throw new ConnectException(
                  "format=sequencefile has no codec for compression=" + compression.label());
        };
    return new HadoopCodec(name, compression, level);
  }

  @Override
  public String className() {
    return "org.apache.hadoop.io.compress." + name;
  }

  @Override
  public void compress(byte[] bytes, int offset, int length, OutputStream output)
      throws IOException {
    Compressor compressor = compression.open(output, fitting(length));
    try {
      compressor.write(bytes, offset, length);
      compressor.finish();
    } finally {
      compressor.release();
    }
  }

  private int fitting(int length) {
    // bzip2 allocates memory by its level even for a short piece, and blocks larger than the piece
    // have no benefit.
    return compression == Compression.BZIP2 ? Math.min(level, 1 + length / 100_000) : level;
  }
}
