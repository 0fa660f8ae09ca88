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
import io.sluice.format.encode.RecordBuffer;
import io.sluice.format.encode.Utf8Writer;
import io.sluice.format.type.IsoTimes;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;

/**
 * Writes the cells of a line, quoted if they contain a character with a meaning; for all files of
 * one thread.
 */
final class CsvCells {
  // With a larger scale, plain notation would be mostly zeros.
  private static final int MAX_PLAIN_SCALE = 100;
  private static final String FORMULA_STARTS = "=+-@\t\r";

  private final char delimiter;
  private final char quote;
  private final char escape;
  private final String nullText;
  private final boolean formulaGuard;
  private final Utf8Writer utf8 = new Utf8Writer();

  CsvCells(CsvConfig config) {
    this.delimiter = config.dialect().delimiter();
    this.quote = config.dialect().quote();
    this.escape = config.dialect().escape();
    this.nullText = config.nullText();
    this.formulaGuard = config.formulaGuard();
  }

  /**
   * The text for null.
   *
   * @param alone whether each line has only one cell; the text is then not empty, because readers
   *     skip empty lines
   */
  String nullText(boolean alone) {
    return alone && nullText.isEmpty() ? CsvConfig.NULL_ALONE : nullText;
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
   * @param column distinguishes dates, times and timestamps
   * @param none from {@link #nullText}; a value that is the same text is quoted
   * @throws DataException if the value cannot be written
   */
  void value(CsvColumn column, Object value, String none, RecordBuffer buffer) {
    if (column.texts() != null && column.valueClass().isInstance(value)) {
      raw(column.texts().apply(value), none, buffer);
    } else if (value instanceof String text) {
      text(text, none, buffer);
    } else if (value instanceof Number number) {
      raw(text(number), none, buffer);
    } else if (value instanceof Boolean flag) {
      raw(flag.toString(), none, buffer);
    } else if (value instanceof byte[] bytes) {
      raw(Base64.getEncoder().encodeToString(bytes), none, buffer);
    } else if (value instanceof ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(bytes.position(), copy);
      raw(Base64.getEncoder().encodeToString(copy), none, buffer);
    } else if (value instanceof Date date) {
      raw(IsoTimes.text(date), none, buffer);
    } else if (value instanceof Struct || value instanceof List || value instanceof Map) {
      document(column, value, buffer);
    } else {
      throw new DataException(
          "a value of " + value.getClass().getName() + " is not one of Connect's types");
    }
  }

  /** Writes the text for null. */
  void none(String none, RecordBuffer buffer) {
    utf8.write(none, buffer);
  }

  /** Writes the name of a column. */
  void name(String name, RecordBuffer buffer) {
    text(name, nullText, buffer);
  }

  /** Writes a text, with an apostrophe in front if the formula guard requires it. */
  private void text(String text, String none, RecordBuffer buffer) {
    if (formulaGuard && !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0) {
      quoted("'" + text, buffer);
    } else {
      raw(text, none, buffer);
    }
  }

  /**
   * Writes a cell, quoted if necessary, or if it could be taken for null: some readers take every
   * empty cell without quotes for null.
   */
  private void raw(String text, String none, RecordBuffer buffer) {
    if (text.isEmpty() || text.equals(none) || needsQuotes(text)) {
      quoted(text, buffer);
    } else {
      utf8.write(text, buffer);
    }
  }

  private boolean needsQuotes(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      // Some readers know escapes outside of quotes too.
      if (c == delimiter || c == quote || c == escape || c == '\n' || c == '\r') {
        return true;
      }
    }
    return false;
  }

  private void quoted(String text, RecordBuffer buffer) {
    buffer.write(quote);
    utf8.write(escaped(text), buffer);
    buffer.write(quote);
  }

  private String escaped(String text) {
    String escaped = text;
    if (escape != quote && text.indexOf(escape) >= 0) {
      escaped = text.replace(String.valueOf(escape), "" + escape + escape);
    }
    return text.indexOf(quote) < 0
        ? escaped
        : escaped.replace(String.valueOf(quote), "" + escape + quote);
  }

  /** Writes a list, map or struct as JSON. */
  private void document(CsvColumn column, Object value, RecordBuffer buffer) {
    RecordBuffer text = new RecordBuffer(Integer.MAX_VALUE);
    column.document().accept(value, text);
    byte[] bytes = text.toByteArray();
    buffer.write(quote);
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == quote || bytes[i] == escape) {
        buffer.write(bytes, start, i - start);
        buffer.write(escape);
        start = i;
      }
    }
    buffer.write(bytes, start, bytes.length - start);
    buffer.write(quote);
  }

  private static String text(Number number) {
    return number instanceof BigDecimal decimal
            && Math.abs((long) decimal.scale()) <= MAX_PLAIN_SCALE
        ? decimal.toPlainString()
        : number.toString();
  }
}
