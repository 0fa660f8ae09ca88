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

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.config.CompressionName;
import io.sluice.config.CsvConfig;
import io.sluice.config.CsvDialect;
import io.sluice.config.CsvLineEnd;
import io.sluice.config.FormatConfigs;
import io.sluice.it.read.DuckDb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of each dialect are read back by readers with the same settings. */
class CsvDialectTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Schema SCHEMA =
      SchemaBuilder.struct()
          .field("a", Schema.OPTIONAL_STRING_SCHEMA)
          .field("list", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
          .build();

  static Stream<CsvConfig> configs() {
    return Stream.of(
            CsvDialect.RFC_4180,
            new CsvDialect(';', '"', '\\', CsvLineEnd.LF),
            new CsvDialect('\t', '\'', '\'', CsvLineEnd.LF),
            new CsvDialect('|', '\'', '^', CsvLineEnd.CRLF),
            new CsvDialect(',', '\'', '"', CsvLineEnd.LF))
        .flatMap(
            dialect ->
                Stream.of(
                    new CsvConfig(dialect, true, "", false),
                    new CsvConfig(dialect, true, "NULL", false)));
  }

  private static byte[] written(CsvConfig config, Schema schema, List<Struct> values)
      throws IOException {
    TestFile file =
        TestFile.of(FormatConfigs.csv(config, CompressionName.NONE), schema, values.get(0));
    for (Struct value : values) {
      file.append(value);
    }
    return file.finish();
  }

  private static String text(Random random) {
    String alphabet = "\"'\\^,;|\t\r\n =NUL\u001Fü€";
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(8); length > 0; length--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  @ParameterizedTest
  @MethodSource("configs")
  void anyTextComesBack(CsvConfig config) throws IOException {
    Random random = new Random(7);
    List<Struct> values = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      String text = i % 9 == 0 ? null : i % 9 == 1 ? "NULL" : text(random);
      values.add(new Struct(SCHEMA).put("a", text).put("list", List.of("\"" + text(random))));
    }
    byte[] file = written(config, SCHEMA, values);
    List<List<String>> expected = new ArrayList<>();
    for (Struct value : values) {
      List<String> row = new ArrayList<>();
      row.add(value.getString("a"));
      row.add(JSON.writeValueAsString(value.getArray("list")));
      expected.add(row);
    }

    assertThat(CsvReader.parse(file, config).stream().skip(1).map(line -> line.toList()))
        .containsExactlyElementsOf(expected);
    assertThat(duckDb(file, config, "a", "list")).containsExactlyElementsOf(expected);
    assertThat(new String(file, StandardCharsets.UTF_8))
        .startsWith("a" + config.dialect().delimiter() + "list" + lineEnd(config));
  }

  private static String lineEnd(CsvConfig config) {
    return config.dialect().lineEnd().text();
  }

  private static List<List<String>> duckDb(byte[] file, CsvConfig config, String... columns)
      throws IOException {
    StringBuilder options = new StringBuilder("auto_detect = false, header = true, columns = {");
    for (String column : columns) {
      options.append(column).append(": 'VARCHAR', ");
    }
    Map<String, String> texts = new HashMap<>();
    texts.put("delim", String.valueOf(config.dialect().delimiter()));
    texts.put("quote", String.valueOf(config.dialect().quote()));
    texts.put("escape", String.valueOf(config.dialect().escape()));
    texts.put("nullstr", config.nullText());
    options.append("}, allow_quoted_nulls = false");
    texts.forEach(
        (name, text) -> options.append(", %s = '%s'".formatted(name, text.replace("'", "''"))));
    List<List<String>> rows = new ArrayList<>();
    for (Map<String, Object> row : DuckDb.query(file, "FROM read_csv(?, " + options + ")")) {
      List<String> cells = new ArrayList<>();
      row.values().forEach(value -> cells.add((String) value));
      rows.add(cells);
    }
    return rows;
  }

  @Test
  void aSingleColumnDistinguishesNullFromEmpty() throws IOException {
    Schema single = SchemaBuilder.struct().field("a", Schema.OPTIONAL_STRING_SCHEMA).build();
    List<Struct> values = new ArrayList<>();
    List<List<String>> expected = new ArrayList<>();
    for (String text : new String[] {"", null, "\\N", "x", null}) {
      values.add(new Struct(single).put("a", text));
      List<String> row = new ArrayList<>();
      row.add(text);
      expected.add(row);
    }
    byte[] file = written(new CsvConfig(CsvDialect.RFC_4180, true, "", false), single, values);

    CsvConfig reading = new CsvConfig(CsvDialect.RFC_4180, true, CsvConfig.NULL_ALONE, false);
    assertThat(CsvReader.parse(file, reading).stream().skip(1).map(line -> line.toList()))
        .containsExactlyElementsOf(expected);
    assertThat(duckDb(file, reading, "a")).containsExactlyElementsOf(expected);
  }
}
