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
package io.sluice.format.sequencefile;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The beginning of a file.
 *
 * @param bytes the whole header, including the marker at its end
 * @param marker random bytes, repeated where a reader can start; different for each file
 */
record SequenceHeader(byte[] bytes, byte[] marker) {
  private static final int MARKER_BYTES = 16;

  /** Length of a repeated marker with its escape. */
  static final int ESCAPED_MARKER_BYTES = Integer.BYTES + MARKER_BYTES;

  // In place of a length, announces a marker.
  private static final int ESCAPE = -1;
  private static final String IO = "org.apache.hadoop.io.";
  private static final String KEY_CLASS = IO + "LongWritable";
  private static final byte[] MAGIC = {'S', 'E', 'Q'};
  private static final int VERSION = 6;

  /**
   * A header with a new marker.
   *
   * @param valueClass name without the package
   * @param codec null without compression
   * @param metadata for readers
   */
  static SequenceHeader of(
      String valueClass, PieceCodec codec, boolean blocks, Map<String, String> metadata) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    output.writeBytes(MAGIC);
    output.write(VERSION);
    writeText(KEY_CLASS, output);
    writeText(IO + valueClass, output);
    output.write(codec == null ? 0 : 1);
    output.write(blocks ? 1 : 0);
    if (codec != null) {
      writeText(codec.className(), output);
    }
    output.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(metadata.size()).array());
    new TreeMap<>(metadata)
        .forEach(
            (key, value) -> {
              writeText(key, output);
              writeText(value, output);
            });
    byte[] marker = newMarker();
    output.writeBytes(marker);
    return new SequenceHeader(output.toByteArray(), marker);
  }

  /** Puts the marker with its escape. */
  ByteBuffer putMarker(ByteBuffer target) {
    return target.putInt(ESCAPE).put(marker);
  }

  private static void writeText(String text, ByteArrayOutputStream output) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    ByteBuffer length = VarInts.put(ByteBuffer.allocate(VarInts.MAX_BYTES), utf8.length);
    output.write(length.array(), 0, length.position());
    output.writeBytes(utf8);
  }

  private static byte[] newMarker() {
    UUID random = UUID.randomUUID();
    return ByteBuffer.allocate(MARKER_BYTES)
        .putLong(random.getMostSignificantBits())
        .putLong(random.getLeastSignificantBits())
        .array();
  }
}
