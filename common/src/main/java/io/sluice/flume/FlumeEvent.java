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
package io.sluice.flume;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

/**
 * A Flume event, encoded as {@code AvroFlumeEvent}: a record of a map of strings, {@code headers},
 * and bytes, {@code body}, in Avro's binary encoding without a schema.
 */
record FlumeEvent(Map<String, byte[]> headers, byte[] body) {

  /**
   * Reads an event from all of the bytes.
   *
   * @throws IOException if the bytes are not exactly one event with names in UTF-8
   */
  static FlumeEvent read(byte[] bytes) throws IOException {
    BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(bytes, null);
    Map<String, byte[]> headers = new LinkedHashMap<>();
    for (long count = decoder.readMapStart(); count > 0; count = decoder.mapNext()) {
      for (; count > 0; count--) {
        headers.put(name(decoder), block(decoder));
      }
    }
    byte[] body = block(decoder);
    if (!decoder.isEnd()) {
      throw new IOException("bytes follow the body");
    }
    return new FlumeEvent(headers, body);
  }

  private static String name(BinaryDecoder decoder) throws IOException {
    try {
      return text(block(decoder));
    } catch (CharacterCodingException e) {
      throw new IOException("the name of a header is not UTF-8", e);
    }
  }

  /** Decodes bytes that must be UTF-8. */
  static String text(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /** Reads bytes after their number, which is checked before an array of that size is allocated. */
  private static byte[] block(BinaryDecoder decoder) throws IOException {
    long length = decoder.readLong();
    if (length < 0 || length > decoder.inputStream().available()) {
      throw new EOFException("a length of " + length + " reaches beyond its end");
    }
    byte[] block = new byte[(int) length];
    decoder.readFixed(block);
    return block;
  }
}
