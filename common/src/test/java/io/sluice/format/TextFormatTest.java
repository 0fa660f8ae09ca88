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
import io.sluice.config.FormatConfigs;
import io.sluice.config.FormatName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

class TextFormatTest extends FormatContract {
  @Override
  FormatName format() {
    return FormatName.TEXT;
  }

  @Override
  String extension() {
    return ".txt";
  }

  @Override
  Object value(int index) {
    return "line " + index + " " + Integer.toHexString(index * 0x9E3779B1).repeat(3) + " ü€😀";
  }

  @Override
  Object valueOfLength(int bytes) {
    return "x".repeat(bytes);
  }

  @Override
  List<Object> rejectedValues() {
    Schema schema = SchemaBuilder.struct().field("a", Schema.STRING_SCHEMA).build();
    return List.of(
        new Struct(schema).put("a", "b"),
        Map.of("a", 1),
        List.of("a"),
        "cut " + "\uD83D",
        "x".repeat(9_000) + "\uDE00 wrong half");
  }

  @Override
  List<Object> read(byte[] file) {
    String text = new String(file, StandardCharsets.UTF_8);
    assertThat(text).endsWith("\n");
    return Arrays.asList((Object[]) text.substring(0, text.length() - 1).split("\n", -1));
  }

  @Test
  void numbersBooleansAndBytesAreTextToo() throws IOException {
    TestFile file = newFile();
    file.append(Long.MIN_VALUE);
    file.append(1.5);
    file.append(true);
    file.append((byte) 7);
    file.append("raw \u00ff".getBytes(StandardCharsets.ISO_8859_1));
    ByteBuffer part = ByteBuffer.wrap("a part".getBytes(StandardCharsets.UTF_8)).position(2);
    file.append(part);
    file.append("");
    assertThat(new String(file.finish(), StandardCharsets.ISO_8859_1))
        .isEqualTo("-9223372036854775808\n1.5\ntrue\n7\nraw \u00ff\npart\n\n");
    assertThat(part.position()).isEqualTo(2);
  }

  @Test
  void theSeparatorIsTheUsers() throws IOException {
    assertThat(written("", "a", "b")).isEqualTo("ab");
    assertThat(written("–SEPARATOR–", "a", "b")).isEqualTo("a–SEPARATOR–b–SEPARATOR–");
    assertThat(written("\r\n", "a", "b")).isEqualTo("a\r\nb\r\n");
  }

  @Test
  void pairsOfSurrogatesSurviveEveryPositionInALongString() throws IOException {
    for (int length = 4_090; length < 4_100; length++) {
      String text = "x".repeat(length) + "😀" + "é".repeat(5_000);
      assertThat(written("", text)).isEqualTo(text);
    }
  }

  @Test
  void theReasonOfARejectionNamesTheRemedy() throws IOException {
    TestFile file = newFile();
    assertThatThrownBy(() -> file.append(Map.of("a", 1)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("format=text")
        .hasMessageContaining("value.converter");
    assertThatThrownBy(() -> file.append(null))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("null.values");
    assertThatThrownBy(() -> file.append("abc\uD83D"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("index 3");
    file.encoder.release();
  }

  private String written(String separator, String... values) throws IOException {
    TestFile file =
        newFile(
            FormatConfigs.of(FormatName.TEXT, CompressionName.NONE, OptionalInt.empty(), separator),
            100_000);
    for (String value : values) {
      file.append(value);
    }
    return new String(file.finish(), StandardCharsets.UTF_8);
  }
}
