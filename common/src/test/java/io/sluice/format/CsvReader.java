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
package io.sluice.format;

import io.sluice.config.CsvConfig;
import io.sluice.config.CsvDialect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.QuoteMode;

/** Reads CSV with Apache Commons CSV. */
final class CsvReader {
  private CsvReader() {}

  /** Reads the lines; what equals the null text and is not quoted is null. */
  static List<CSVRecord> parse(byte[] file, CsvConfig config) throws IOException {
    CsvDialect dialect = config.dialect();
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(dialect.delimiter())
            .setQuote(dialect.quote())
            .setEscape(dialect.escape() == dialect.quote() ? null : dialect.escape())
            .setNullString(config.nullText())
            .setQuoteMode(QuoteMode.ALL_NON_NULL)
            .get();
    try (CSVParser parser = CSVParser.parse(new String(file, StandardCharsets.UTF_8), format)) {
      return parser.getRecords();
    }
  }
}
