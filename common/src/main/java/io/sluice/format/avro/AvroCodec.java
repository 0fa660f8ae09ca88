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
package io.sluice.format.avro;

import io.sluice.config.AvroCodecName;
import io.sluice.config.AvroConfig;
import io.sluice.config.Choices;
import io.sluice.format.encode.GzipStream;
import io.sluice.format.encode.LibraryCheck;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.avro.file.CodecFactory;
import org.apache.kafka.connect.errors.ConnectException;

/** Avro's codecs for the blocks of a file. */
final class AvroCodec {
  private static final int DEFAULT_DEFLATE_LEVEL = 6;
  private static final int DEFAULT_ZSTANDARD_LEVEL = 3;

  private AvroCodec() {}

  static CodecFactory of(AvroConfig config) {
    return switch (config.codec()) {
      case NULL -> CodecFactory.nullCodec();
      case DEFLATE -> CodecFactory.deflateCodec(config.codecLevel().orElse(DEFAULT_DEFLATE_LEVEL));
      case SNAPPY -> CodecFactory.snappyCodec();
      case ZSTANDARD ->
          CodecFactory.zstandardCodec(config.codecLevel().orElse(DEFAULT_ZSTANDARD_LEVEL), true);
      case BZIP2 -> CodecFactory.bzip2Codec();
    };
  }

  /** Approximate native bytes that a codec holds between blocks. */
  static int heldBytes(AvroCodecName codec) {
    return codec == AvroCodecName.DEFLATE ? GzipStream.DEFLATER_BYTES : 0;
  }

  /**
   * Checks that the codec's library can be used, by compressing a block.
   *
   * @throws ConnectException if it cannot be used
   */
  static void check(AvroConfig config) {
    org.apache.avro.Schema schema =
        org.apache.avro.Schema.create(org.apache.avro.Schema.Type.BYTES);
    AvroDataFile file = new AvroDataFile(schema, Map.of(), config, OutputStream.nullOutputStream());
    LibraryCheck.run(
        "The library of " + AvroConfig.AVRO_CODEC + "=" + Choices.name(config.codec()),
        "codec",
        () -> {
          try {
            file.append(ByteBuffer.allocate(1));
            file.finish();
          } finally {
            file.release();
          }
        });
  }
}
