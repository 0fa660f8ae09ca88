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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.CompressionName;
import io.sluice.config.CsvConfig;
import io.sluice.config.CsvDialect;
import io.sluice.config.FormatConfig;
import io.sluice.config.FormatConfigs;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.csv.CSVRecord;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines that the CSV format writes, and what it rejects. */
class CsvContentTest {
  private static final CsvConfig DEFAULTS = new CsvConfig(CsvDialect.RFC_4180, true, "", false);

  private static byte[] written(CsvConfig config, Schema schema, Object... values)
      throws IOException {
    FormatConfig settings = FormatConfigs.csv(config, CompressionName.NONE);
    TestFile file = TestFile.of(settings, schema, values[0]);
    for (Object value : values) {
      file.append(value);
    }
    return file.finish();
  }

  private static String lines(CsvConfig config, Schema schema, Object... values)
      throws IOException {
    return new String(written(config, schema, values), StandardCharsets.UTF_8);
  }

  private static Schema text(String field) {
    return SchemaBuilder.struct()
        .field(field, Schema.OPTIONAL_STRING_SCHEMA)
        .field("n", Schema.INT64_SCHEMA)
        .build();
  }

  @Test
  void everyTypeOfConnectHasACell() throws IOException {
    Schema inner = SchemaBuilder.struct().field("x", Schema.STRING_SCHEMA).build();
    Schema schema =
        SchemaBuilder.struct()
            .field("int8", Schema.INT8_SCHEMA)
            .field("int64", Schema.INT64_SCHEMA)
            .field("float32", Schema.FLOAT32_SCHEMA)
            .field("float64", Schema.FLOAT64_SCHEMA)
            .field("boolean", Schema.BOOLEAN_SCHEMA)
            .field("bytes", Schema.BYTES_SCHEMA)
            .field("buffer", Schema.BYTES_SCHEMA)
            .field("decimal", Decimal.schema(2))
            .field("date", org.apache.kafka.connect.data.Date.SCHEMA)
            .field("time", Time.SCHEMA)
            .field("timestamp", Timestamp.SCHEMA)
            .field("array", SchemaBuilder.array(Schema.OPTIONAL_INT32_SCHEMA).build())
            .field("map", SchemaBuilder.map(Schema.INT32_SCHEMA, Timestamp.SCHEMA).build())
            .field("struct", inner)
            .field("default", SchemaBuilder.string().defaultValue("d").build())
            .field("null", SchemaBuilder.string().optional().defaultValue("d").build())
            .build();
    Date instant = Date.from(Instant.parse("2026-01-31T10:15:30Z"));
    Struct value =
        new Struct(schema)
            .put("int8", (byte) -8)
            .put("int64", Long.MIN_VALUE)
            .put("float32", Float.NaN)
            .put("float64", Double.NEGATIVE_INFINITY)
            .put("boolean", true)
            .put("bytes", new byte[] {-1, 0, 1})
            .put("buffer", ByteBuffer.wrap(new byte[] {9, 1, 2}, 1, 2).slice())
            .put("decimal", new BigDecimal("12345678901234567890.10"))
            .put("date", new Date(0))
            .put("time", new Date(1))
            .put("timestamp", instant)
            .put("array", Arrays.asList(1, null))
            .put("map", Map.of(5, instant))
            .put("struct", new Struct(inner).put("x", "a\"b"));
    List<CSVRecord> lines = CsvReader.parse(written(DEFAULTS, schema, value), DEFAULTS);
    assertThat(lines.get(0).toList())
        .isEqualTo(schema.fields().stream().map(f -> f.name()).toList());
    assertThat(lines.get(1).values())
        .containsExactly(
            "-8",
            "-9223372036854775808",
            "NaN",
            "-Infinity",
            "true",
            "/wAB",
            "AQI=",
            "12345678901234567890.10",
            "1970-01-01",
            "00:00:00.001",
            "2026-01-31T10:15:30.000Z",
            "[1,null]",
            "{\"5\":\"2026-01-31T10:15:30.000Z\"}",
            "{\"x\":\"a\\\"b\"}",
            "d",
            null);
  }

  @Test
  void onlyWhatNeedsThemHasQuotes() throws IOException {
    Schema schema = text("a b");
    assertThat(
            lines(
                DEFAULTS,
                schema,
                new Struct(schema).put("a b", " x ").put("n", 1L),
                new Struct(schema).put("a b", "x,y").put("n", 2L),
                new Struct(schema).put("a b", "\"").put("n", 3L),
                new Struct(schema).put("a b", "x\ry").put("n", 4L),
                new Struct(schema).put("a b", "").put("n", 5L),
                new Struct(schema).put("a b", null).put("n", 6L)))
        .isEqualTo("a b,n\r\n x ,1\r\n\"x,y\",2\r\n\"\"\"\",3\r\n\"x\ry\",4\r\n\"\",5\r\n,6\r\n");
  }

  @Test
  void headersAreQuotedToo() throws IOException {
    Schema schema = text("a,\"b\"\n");
    assertThat(lines(DEFAULTS, schema, new Struct(schema).put("n", 1L)))
        .isEqualTo("\"a,\"\"b\"\"\n\",n\r\n,1\r\n");
  }

  @Test
  void otherDelimitersAndNullsAreAsTheUserSays() throws IOException {
    CsvConfig config = new CsvConfig(CsvDialect.RFC_4180.withDelimiter('\t'), false, "\\N", false);
    Schema schema = text("a");
    assertThat(
            lines(
                config,
                schema,
                new Struct(schema).put("a", "x,y").put("n", 1L),
                new Struct(schema).put("a", "x\ty").put("n", 2L),
                new Struct(schema).put("a", null).put("n", 3L),
                new Struct(schema).put("a", "\\N").put("n", 4L),
                new Struct(schema).put("a", "").put("n", 5L)))
        .isEqualTo("x,y\t1\r\n\"x\ty\"\t2\r\n\\N\t3\r\n\"\\N\"\t4\r\n\"\"\t5\r\n");
    CsvConfig digits = new CsvConfig(CsvDialect.RFC_4180.withDelimiter('1'), false, "", false);
    assertThat(lines(digits, schema, new Struct(schema).put("a", "x").put("n", 212L)))
        .isEqualTo("x1\"212\"\r\n");
    CsvConfig wide = new CsvConfig(CsvDialect.RFC_4180.withDelimiter('§'), false, "", false);
    assertThat(lines(wide, schema, new Struct(schema).put("a", "x§").put("n", 1L)))
        .isEqualTo("\"x§\"§1\r\n");
  }

  @Test
  void valuesThatReadLikeNullHaveQuotes() throws IOException {
    Schema schema =
        SchemaBuilder.struct()
            .field("bytes", Schema.OPTIONAL_BYTES_SCHEMA)
            .field("n", Schema.OPTIONAL_INT64_SCHEMA)
            .build();
    Struct value = new Struct(schema).put("bytes", new byte[0]).put("n", 0L);
    assertThat(lines(new CsvConfig(CsvDialect.RFC_4180, false, "", false), schema, value))
        .isEqualTo("\"\",0\r\n");
    assertThat(lines(new CsvConfig(CsvDialect.RFC_4180, false, "0", false), schema, value))
        .isEqualTo("\"\",\"0\"\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "=HYPERLINK(\"x\",1)"})
  void formulasAreDefusedOnRequest(String formula) throws IOException {
    Schema schema = text("a");
    Struct value = new Struct(schema).put("a", formula).put("n", -5L);
    CsvConfig guarded = new CsvConfig(CsvDialect.RFC_4180, false, "", true);
    CSVRecord line = CsvReader.parse(written(guarded, schema, value), guarded).get(0);
    assertThat(line.values()).containsExactly("'" + formula, "-5");
    CSVRecord plain = CsvReader.parse(written(DEFAULTS, schema, value), DEFAULTS).get(1);
    assertThat(plain.get(0)).isEqualTo(formula);
    Schema named = text(formula);
    assertThat(
            CsvReader.parse(
                    written(
                        new CsvConfig(CsvDialect.RFC_4180, true, "", true),
                        named,
                        new Struct(named).put("n", 1L)),
                    guarded)
                .get(0)
                .get(0))
        .isEqualTo("'" + formula);
  }

  @Test
  void aValueAloneIsAColumn() throws IOException {
    assertThat(lines(DEFAULTS, Schema.STRING_SCHEMA, "a", "", "b,c"))
        .isEqualTo("value\r\na\r\n\"\"\r\n\"b,c\"\r\n");
    assertThat(lines(DEFAULTS, Schema.FLOAT64_SCHEMA, 0.5)).isEqualTo("value\r\n0.5\r\n");
    assertThat(lines(DEFAULTS, SchemaBuilder.array(Schema.INT32_SCHEMA).build(), List.of(1, 2)))
        .isEqualTo("value\r\n\"[1,2]\"\r\n");
  }

  @Test
  void aLineIsNeverEmptyAndASingleColumnDistinguishesNullFromEmpty() throws IOException {
    Schema single = SchemaBuilder.struct().field("a", Schema.OPTIONAL_STRING_SCHEMA).build();
    Object[] values = {
      new Struct(single),
      new Struct(single).put("a", ""),
      new Struct(single).put("a", "\\N"),
      new Struct(single).put("a", "x")
    };
    assertThat(lines(DEFAULTS, single, values)).isEqualTo("a\r\n\\N\r\n\"\"\r\n\"\\N\"\r\nx\r\n");
    CsvConfig none = new CsvConfig(CsvDialect.RFC_4180, false, "none", false);
    assertThat(lines(none, single, values)).isEqualTo("none\r\n\"\"\r\n\\N\r\nx\r\n");
  }

  @Test
  void anyTextComesBack() throws IOException {
    Random random = new Random(11);
    Schema schema = text("a");
    String alphabet = "\",;\r\n\t '=-\u0000\u001Fü€";
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(8); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      values.add(new Struct(schema).put("a", text.toString()).put("n", (long) i));
    }
    List<CSVRecord> lines = CsvReader.parse(written(DEFAULTS, schema, values.toArray()), DEFAULTS);
    assertThat(lines).hasSize(values.size() + 1);
    for (int i = 0; i < values.size(); i++) {
      assertThat(lines.get(i + 1).get(0)).isEqualTo(((Struct) values.get(i)).get("a"));
      assertThat(lines.get(i + 1).get(1)).isEqualTo(String.valueOf(i));
    }
  }

  @Test
  void theReasonOfARejectionNamesTheColumnOrTheRemedy() {
    Schema schema = text("a");
    assertThatThrownBy(() -> lines(DEFAULTS, schema, new Struct(schema).put("a", "x")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column 'n'");
    assertThatThrownBy(
            () -> lines(DEFAULTS, schema, new Struct(schema).put("a", "\uD83D").put("n", 1L)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column 'a'")
        .hasMessageContaining("surrogate");
    assertThatThrownBy(() -> lines(DEFAULTS, null, Map.of("a", 1)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("format=csv needs a schema");
    Schema empty = SchemaBuilder.struct().build();
    assertThatThrownBy(() -> lines(DEFAULTS, empty, new Struct(empty)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("needs a column");
    Schema cut = text("cut \uD83D");
    assertThatThrownBy(() -> lines(DEFAULTS, cut, new Struct(cut).put("n", 1L)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("name of a field");
    assertThatThrownBy(() -> lines(DEFAULTS, schema, (Object) null))
        .isInstanceOf(DataException.class);
  }
}
