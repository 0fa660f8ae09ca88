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
package io.sluice.format.csv;

import io.sluice.config.CsvConfig;
import io.sluice.config.JsonDecimal;
import io.sluice.format.encode.IsoDates;
import io.sluice.format.encode.RecordBuffer;
import io.sluice.format.encode.Utf8Writer;
import io.sluice.format.json.JsonSerializer;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * Writes the cells of a line by RFC 4180, quoted if they contain the delimiter, a quotation mark or
 * a line end; for all files of one thread.
 */
final class CsvCells {
  private static final byte QUOTE = '"';
  // With a larger scale, plain notation would be mostly zeros.
  private static final int MAX_PLAIN_SCALE = 100;
  private static final String FORMULA_STARTS = "=+-@\t\r";

  private final char delimiter;
  private final String nullText;
  private final boolean formulaGuard;
  private final Utf8Writer utf8 = new Utf8Writer();
  private final JsonSerializer json = new JsonSerializer(JsonDecimal.NUMBER);

  CsvCells(CsvConfig config) {
    this.delimiter = config.delimiter();
    this.nullText = config.nullText();
    this.formulaGuard = config.formulaGuard();
  }

  void delimiter(RecordBuffer buffer) {
    if (delimiter < 0x80) {
      buffer.write(delimiter);
    } else {
      utf8.write(String.valueOf(delimiter), buffer);
    }
  }

  /**
   * Writes a value that is not null.
   *
   * @param schema distinguishes dates, times and timestamps
   * @throws DataException if the value cannot be written
   */
  void value(Schema schema, Object value, RecordBuffer buffer) {
    if (value instanceof String text) {
      text(text, buffer);
    } else if (value instanceof Number number) {
      raw(text(number), buffer);
    } else if (value instanceof Boolean flag) {
      raw(flag.toString(), buffer);
    } else if (value instanceof byte[] bytes) {
      raw(Base64.getEncoder().encodeToString(bytes), buffer);
    } else if (value instanceof ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(bytes.position(), copy);
      raw(Base64.getEncoder().encodeToString(copy), buffer);
    } else if (value instanceof Date date) {
      raw(IsoDates.text(schema.name(), date), buffer);
    } else if (value instanceof Struct || value instanceof List || value instanceof Map) {
      document(schema, value, buffer);
    } else {
      throw new DataException(
          "a value of " + value.getClass().getName() + " is not one of Connect's types");
    }
  }

  /**
   * Writes the text for null.
   *
   * @param alone whether this is the only cell of its line; it is then quoted rather than empty,
   *     because readers skip empty lines
   */
  void none(boolean alone, RecordBuffer buffer) {
    if (alone && nullText.isEmpty()) {
      quoted("", buffer);
    } else {
      utf8.write(nullText, buffer);
    }
  }

  /** Writes a text, with an apostrophe in front if the formula guard requires it. */
  void text(String text, RecordBuffer buffer) {
    if (formulaGuard && !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0) {
      quoted("'" + text, buffer);
    } else {
      raw(text, buffer);
    }
  }

  /**
   * Writes a cell, quoted if necessary, or if it could be taken for null: empty bytes, for example.
   */
  private void raw(String text, RecordBuffer buffer) {
    if (text.equals(nullText) || needsQuotes(text)) {
      quoted(text, buffer);
    } else {
      utf8.write(text, buffer);
    }
  }

  private boolean needsQuotes(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == delimiter || c == QUOTE || c == '\n' || c == '\r') {
        return true;
      }
    }
    return false;
  }

  private void quoted(String text, RecordBuffer buffer) {
    buffer.write(QUOTE);
    utf8.write(text.indexOf(QUOTE) < 0 ? text : text.replace("\"", "\"\""), buffer);
    buffer.write(QUOTE);
  }

  /** Writes a list, map or struct as JSON. */
  private void document(Schema schema, Object value, RecordBuffer buffer) {
    RecordBuffer text = new RecordBuffer(Integer.MAX_VALUE);
    json.serialize(schema, value, text);
    byte[] bytes = text.toByteArray();
    buffer.write(QUOTE);
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == QUOTE) {
        // The quotation mark is written here, and again with the text that follows.
        buffer.write(bytes, start, i - start + 1);
        start = i;
      }
    }
    buffer.write(bytes, start, bytes.length - start);
    buffer.write(QUOTE);
  }

  private static String text(Number number) {
    return number instanceof BigDecimal decimal
            && Math.abs((long) decimal.scale()) <= MAX_PLAIN_SCALE
        ? decimal.toPlainString()
        : number.toString();
  }
}
