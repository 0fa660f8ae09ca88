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
 * @param dialect the characters with a meaning
 * @param header whether each file begins with the names of its columns
 * @param nullText the text for null, never quoted
 * @param formulaGuard whether texts that spreadsheets would take for formulas get an apostrophe
 */
public record CsvConfig(CsvDialect dialect, boolean header, String nullText, boolean formulaGuard)
    implements FormatSettings {

  public static final String CSV_HEADER = "csv.header";
  public static final String CSV_NULL = "csv.null";
  public static final String CSV_FORMULA_GUARD = "csv.formula.guard";

  /** The text for null in a file of one column whose {@code csv.null} is empty. */
  public static final String NULL_ALONE = "\\N";

  private static final String RESERVED = "\"\r\n";

  /** Adds the keys to their group. */
  static void define(KeyGroup group) {
    CsvDialect.define(group);
    group
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
                    "A value that is the same text, or empty, is quoted, so that readers can"
                        + " distinguish it from null. Spark reads an empty text as null unless its"
                        + " option `nullValue` is not empty: set both to `\\N`.",
                    "With the empty default, null is `\\N` in files of one column: readers skip"
                        + " empty lines, and `\"\"` is an empty text.")
                .example("\\N"))
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
        CsvDialect.from(config),
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
    dialect.check(errors);
    checkNull(dialect.delimiter(), CsvDialect.CSV_DELIMITER, errors);
    checkNull(dialect.quote(), CsvDialect.CSV_QUOTE, errors);
  }

  private void checkNull(char special, String key, BiConsumer<String, String> errors) {
    if (nullText.indexOf(special) >= 0) {
      errors.accept(
          CSV_NULL,
          "%1$s must not contain %2$s, because it is not quoted; choose another %1$s or %2$s"
              .formatted(CSV_NULL, key));
    }
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
