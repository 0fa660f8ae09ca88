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

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.kafka.connect.data.Schema;

/**
 * Consecutive messages, each with its length in front, as the format bytes requires: four bytes
 * with the length of what follows, big-endian.
 */
public final class MessageRows implements RowReader {
  private final Decompression decompression;

  MessageRows(Decompression decompression) {
    this.decompression = decompression;
  }

  /** The message with this content. */
  public static byte[] message(byte[] content) {
    return ByteBuffer.allocate(Integer.BYTES + content.length)
        .putInt(content.length)
        .put(content)
        .array();
  }

  @Override
  public String library(Path file) {
    return "messages" + decompression.before(file);
  }

  @Override
  public String codec(Path file) {
    return decompression.codec(file);
  }

  @Override
  public void read(Path file, Schema schema, Consumer<Object> rows) throws IOException {
    if (schema.type() != Schema.Type.BYTES) {
      throw new IOException("messages are bytes, not " + schema.type());
    }
    try (InputStream content = decompression.open(file);
        DataInputStream messages = new DataInputStream(new BufferedInputStream(content))) {
      int first;
      while ((first = messages.read()) >= 0) {
        int length = first << 24 | messages.readUnsignedByte() << 16 | messages.readUnsignedShort();
        if (length < 0) {
          throw new IOException("a message has a length of " + length);
        }
        byte[] message = messages.readNBytes(length);
        if (message.length < length) {
          throw new EOFException("a message is cut off");
        }
        rows.accept(ByteBuffer.wrap(message(message)));
      }
    }
  }
}
