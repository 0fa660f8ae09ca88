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
 * Settings of CSV files.
 *
 * @param delimiter the character between two columns
 * @param header whether each file begins with the names of its columns
 * @param nullText the text for null, never quoted
 * @param formulaGuard whether texts that spreadsheets would take for formulas get an apostrophe
 */
public record CsvConfig(char delimiter, boolean header, String nullText, boolean formulaGuard)
    implements FormatSettings {

  public static final String CSV_DELIMITER = "csv.delimiter";
  public static final String CSV_HEADER = "csv.header";
  public static final String CSV_NULL = "csv.null";
  public static final String CSV_FORMULA_GUARD = "csv.formula.guard";

  private static final String RESERVED = "\"\r\n";

  /** Adds the keys to their group. */
  static void define(KeyGroup group) {
    group
        .text(
            CSV_DELIMITER,
            ",",
            Validators.text(
                "one character except a quotation mark and a line end, with escapes",
                CsvConfig::delimiterProblem),
            medium(
                    Width.SHORT,
                    "CSV delimiter",
                    "The character between two columns of a CSV file.",
                    "Escapes: `\\t` is a tab, `\\s` a space, `\\\\` a backslash.")
                .example(";"))
        .flag(
            CSV_HEADER,
            true,
            medium(
                Width.SHORT,
                "CSV header",
                "Whether each CSV file begins with the names of its columns."))
        .text(
            CSV_NULL,
            "",
            Validators.text(
                "any text without quotation marks and line ends", CsvConfig::nullProblem),
            low(
                    Width.SHORT,
                    "CSV null",
                    "The text, without quotation marks, that means null in CSV files.",
                    "A value that is the same text is written with quotation marks, so that readers"
                        + " can distinguish it from null.")
                .example("NULL"))
        .flag(
            CSV_FORMULA_GUARD,
            false,
            low(
                Width.SHORT,
                "CSV formula guard",
                "Whether texts that spreadsheets would take for formulas get an apostrophe in front.",
                "These texts begin with `=`, `+`, `-`, `@`, a tab or a carriage return. The"
                    + " apostrophe changes the data."));
  }

  /** Reads the keys. */
  static CsvConfig from(AbstractConfig config) {
    return new CsvConfig(
        EscapedText.read(config, CSV_DELIMITER).charAt(0),
        config.getBoolean(CSV_HEADER),
        config.getString(CSV_NULL),
        config.getBoolean(CSV_FORMULA_GUARD));
  }

  @Override
  public FormatName format() {
    return FormatName.CSV;
  }

  @Override
  public <T> T match(Cases<T> cases) {
    return cases.csv(this);
  }

  @Override
  public void check(FormatConfig config, BiConsumer<String, String> errors) {
    if (nullText.indexOf(delimiter) >= 0) {
      errors.accept(
          CSV_NULL,
          CSV_NULL
              + " must not contain "
              + CSV_DELIMITER
              + ", because it is not quoted; choose another text or another delimiter");
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

  private static String nullProblem(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (RESERVED.indexOf(value.charAt(i)) >= 0) {
        return "must not contain quotation marks or line ends";
      }
    }
    return EscapedText.problem(value.replace("\\", "\\\\"));
  }
}
