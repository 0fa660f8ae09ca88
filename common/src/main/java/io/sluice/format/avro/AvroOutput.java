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

import io.sluice.format.encode.RecordBuffer;
import io.sluice.format.encode.Utf8Writer;
import io.sluice.format.value.Misfit;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.connect.errors.DataException;

/** The library's encoder, which writes to the buffer of the current file. */
final class AvroOutput {
  private static final byte[] NOTHING = new byte[0];

  private final Target target = new Target();
  private final BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(target, null);
  // Avro's length precedes the text, and is known only when the whole text is encoded as UTF-8.
  private RecordBuffer text = newText();
  private final RecordBuffer.Target writeBytes = encoder::writeBytes;
  private final Utf8Writer utf8 = new Utf8Writer();

  /** Writes to this buffer from now on. */
  void to(RecordBuffer buffer) {
    target.buffer = buffer;
  }

  BinaryEncoder encoder() {
    return encoder;
  }

  /**
   * Writes a text with its length.
   *
   * @throws Misfit if it contains half of a surrogate pair
   */
  void writeText(String value) throws IOException {
    try {
      utf8.write(value, text);
    } catch (DataException e) {
      text.dropRecord();
      throw new Misfit(e.getMessage(), e);
    }
    text.completeRecord(NOTHING);
    boolean done = false;
    try {
      text.drainTo(writeBytes);
      done = true;
    } finally {
      if (!done) {
        // The record is too long, and the buffer still contains its text.
        text = newText();
      }
    }
  }

  private static RecordBuffer newText() {
    return new RecordBuffer(Integer.MAX_VALUE);
  }

  /** Writes to the buffer of the current record. */
  private static final class Target extends OutputStream {
    private RecordBuffer buffer;

    @Override
    public void write(int value) {
      buffer.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      buffer.write(bytes, offset, length);
    }
  }
}
