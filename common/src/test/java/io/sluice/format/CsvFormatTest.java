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

import io.sluice.config.CsvConfig;
import io.sluice.config.CsvDialect;
import io.sluice.config.FormatName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

class CsvFormatTest extends FormatContract {
  private static final CsvConfig DEFAULTS = new CsvConfig(CsvDialect.RFC_4180, true, "", false);
  private static final Schema SCHEMA =
      SchemaBuilder.struct()
          .field("id", Schema.INT32_SCHEMA)
          .field("text", Schema.OPTIONAL_STRING_SCHEMA)
          .field("list", SchemaBuilder.array(Schema.FLOAT64_SCHEMA).optional().build())
          .build();

  @Override
  FormatName format() {
    return FormatName.CSV;
  }

  @Override
  String extension() {
    return ".csv";
  }

  @Override
  Schema schema() {
    return SCHEMA;
  }

  @Override
  Object value(int index) {
    String text = "ü€😀 \"quoted\", \r\n" + Integer.toHexString(index * 0x9E3779B1);
    return new Struct(SCHEMA)
        .put("id", index)
        .put("text", index % 5 == 0 ? null : index % 5 == 1 ? "" : text)
        .put("list", index % 3 == 0 ? null : List.of(index / 7.0));
  }

  @Override
  Object valueOfLength(int bytes) {
    return new Struct(SCHEMA).put("id", 0).put("text", "x".repeat(bytes - "0,,".length()));
  }

  @Override
  List<Object> rejectedValues() {
    Schema other = SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();
    return List.of(
        new Struct(SCHEMA).put("text", "x"),
        new Struct(SCHEMA).put("id", 1).put("text", "cut \uD83D"),
        new Struct(SCHEMA).put("id", 1).put("text", "a,b\"\uDE00"),
        ((Struct) value(1)).put("list", List.of(1.0, Double.NaN)),
        new Struct(other).put("id", 1),
        Map.of("id", 1),
        "text");
  }

  @Override
  void assertWithoutRecords(byte[] file) {
    assertThat(new String(file, StandardCharsets.UTF_8)).isEqualTo("id,text,list\r\n");
  }

  @Override
  List<Object> read(byte[] file) throws IOException {
    List<Object> values = new ArrayList<>();
    for (CSVRecord line : CsvReader.parse(file, DEFAULTS)) {
      if (values.isEmpty() && line.getRecordNumber() == 1) {
        assertThat(line.values()).containsExactly("id", "text", "list");
        continue;
      }
      String list = line.get(2);
      values.add(
          new Struct(SCHEMA)
              .put("id", Integer.parseInt(line.get(0)))
              .put("text", line.get(1))
              .put(
                  "list",
                  list == null
                      ? null
                      : List.of(Double.parseDouble(list.substring(1, list.length() - 1)))));
    }
    return values;
  }
}
