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
package io.sluice.format.text;

import io.sluice.format.encode.RecordBuffer;
import io.sluice.format.encode.RecordSerializer;
import io.sluice.format.encode.Utf8Writer;
import java.nio.ByteBuffer;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Writes values as plain text: strings as UTF-8, bytes unchanged, numbers and booleans as Java
 * prints them. A separator inside a value is written like any other character.
 */
public final class TextSerializer implements RecordSerializer {
  private final Utf8Writer utf8 = new Utf8Writer();
  private final String setting;

  /** For the format text. */
  public TextSerializer() {
    this("format=text");
  }

  /**
   * For text inside another format.
   *
   * @param setting names that format in messages
   */
  public TextSerializer(String setting) {
    this.setting = setting;
  }

  @Override
  public void serialize(SinkRecord record, RecordBuffer buffer) {
    Object value = record.value();
    if (value instanceof String text) {
      utf8.write(text, buffer);
    } else if (value instanceof byte[] bytes) {
      buffer.write(bytes, 0, bytes.length);
    } else if (value instanceof ByteBuffer bytes) {
      buffer.write(bytes);
    } else if (value instanceof Number || value instanceof Boolean) {
      utf8.write(value.toString(), buffer);
    } else if (value == null) {
      throw new DataException(
          setting + " cannot express a null value; set null.values=skip, or use format=json");
    } else {
      throw new DataException(
          setting
              + " writes strings, bytes, numbers and booleans, but the value is a "
              + value.getClass().getSimpleName()
              + "; set value.converter to a converter of strings or bytes, or use format=json");
    }
  }
}
