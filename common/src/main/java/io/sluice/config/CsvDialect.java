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
package io.sluice.config;

import static io.sluice.config.KeyGroup.Label.low;
import static io.sluice.config.KeyGroup.Label.medium;

import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * The characters with a meaning in a CSV file.
 *
 * @param delimiter between two columns
 * @param quote around a cell that contains one of these characters; ASCII
 * @param escape before the quote and itself in a quoted cell; ASCII; the quote is doubled if they
 *     are the same
 * @param lineEnd after each line
 */
public record CsvDialect(char delimiter, char quote, char escape, CsvLineEnd lineEnd) {

  public static final String CSV_DELIMITER = "csv.delimiter";
  public static final String CSV_QUOTE = "csv.quote";
  public static final String CSV_ESCAPE = "csv.escape";
  public static final String CSV_LINE_END = "csv.line.end";

  /** The dialect of RFC 4180. */
  public static final CsvDialect RFC_4180 = new CsvDialect(',', '"', '"', CsvLineEnd.CRLF);

  private static final String RESERVED = "\"\r\n";

  /** This dialect with another delimiter. */
  public CsvDialect withDelimiter(char other) {
    return new CsvDialect(other, quote, escape, lineEnd);
  }

  /** Adds the keys to their group. */
  static void define(KeyGroup group) {
    group
        .text(
            CSV_DELIMITER,
            ",",
            Validators.text(
                "one character except a quotation mark and a line end, with escapes",
                CsvDialect::delimiterProblem),
            medium(
                    Width.SHORT,
                    "CSV delimiter",
                    "The character between two columns of a CSV file.",
                    "Escapes: `\\t` is a tab, `\\s` a space, `\\\\` a backslash.")
                .example(";"))
        .text(
            CSV_QUOTE,
            "\"",
            Validators.text("one visible ASCII character", CsvDialect::visibleProblem),
            low(
                    Width.SHORT,
                    "CSV quote",
                    "The character before and after a cell of a CSV file that contains the delimiter,"
                        + " a quote, an escape or a line end.")
                .example("'"))
        .text(
            CSV_ESCAPE,
            "",
            Validators.optional(
                Validators.text("one visible ASCII character", CsvDialect::visibleProblem)),
            low(
                    Width.SHORT,
                    "CSV escape",
                    "The character that is written before each quote, and before itself, in a"
                        + " quoted cell of a CSV file.",
                    "Spark's default is a backslash.")
                .value("", "the quote, so that quotes in cells are doubled")
                .example("\\"))
        .choice(
            CSV_LINE_END,
            CsvLineEnd.CRLF,
            low(Width.SHORT, "CSV line end", "What ends each line of a CSV file.")
                .value("crlf", "carriage return and line feed, as in RFC 4180")
                .value("lf", "a line feed"));
  }

  /** Reads the keys. */
  static CsvDialect from(AbstractConfig config) {
    char quote = config.getString(CSV_QUOTE).charAt(0);
    String escape = config.getString(CSV_ESCAPE);
    return new CsvDialect(
        EscapedText.read(config, CSV_DELIMITER).charAt(0),
        quote,
        escape.isEmpty() ? quote : escape.charAt(0),
        Choices.read(config, CSV_LINE_END, CsvLineEnd.class));
  }

  /** Checks the keys against each other. */
  void check(BiConsumer<String, String> errors) {
    if (quote == delimiter) {
      errors.accept(CSV_QUOTE, CSV_QUOTE + " and " + CSV_DELIMITER + " must be different");
    }
    if (escape == delimiter) {
      errors.accept(CSV_ESCAPE, CSV_ESCAPE + " and " + CSV_DELIMITER + " must be different");
    }
  }

  private static String delimiterProblem(String value) {
    String problem = EscapedText.problem(value);
    if (problem != null) {
      return problem;
    }
    // Connect trims values, so a single tab or space arrives as the empty text.
    if (value.isEmpty()) {
      return "must be one character; write \\t for a tab and \\s for a space";
    }
    String plain = EscapedText.unescape(value);
    return plain.length() == 1 && RESERVED.indexOf(plain.charAt(0)) < 0 && plain.charAt(0) != 0
        ? null
        : "must be one character other than a quotation mark, a line end and a null character";
  }

  private static String visibleProblem(String value) {
    return value.length() == 1 && value.charAt(0) > ' ' && value.charAt(0) < 0x7F
        ? null
        : "must be one visible ASCII character, such as \" or ' or \\";
  }
}
