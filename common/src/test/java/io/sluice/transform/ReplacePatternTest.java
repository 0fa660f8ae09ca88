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
package io.sluice.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplacePatternTest {

  @Test
  void replacesEveryMatchWithGroups() {
    SinkRecord changed =
        replacing(Map.of("pattern", "(\\d{4})-(\\d{2})", "replacement", "$2/$1"))
            .apply(Records.text("2011-02 and 2012-03"));

    assertThat(changed.value()).isEqualTo("02/2011 and 03/2012");
    assertThat(changed.originalKafkaOffset()).isEqualTo(42);
    assertThat(changed.headers().lastWithName("kept").value()).isEqualTo("yes");
  }

  @Test
  void withoutReplacementTheMatchesAreRemoved() {
    assertThat(replacing(Map.of("pattern", "[ ]+$")).apply(Records.text("line   ")).value())
        .isEqualTo("line");
  }

  @Test
  void spacesAtTheEndsOfTheReplacementCount() {
    assertThat(
            replacing(Map.of("pattern", ",", "replacement", " "))
                .apply(Records.text("a,b"))
                .value())
        .isEqualTo("a b");
  }

  @Test
  void bytesStayBytes() {
    ReplacePattern<SinkRecord> replace = replacing(Map.of("pattern", "ü", "replacement", "ue"));

    assertThat(replace.apply(Records.with(Schema.BYTES_SCHEMA, utf8("über"))).value())
        .isEqualTo(utf8("ueber"));
    assertThat(
            replace.apply(Records.with(Schema.BYTES_SCHEMA, ByteBuffer.wrap(utf8("über")))).value())
        .isEqualTo(ByteBuffer.wrap(utf8("ueber")));
  }

  @Test
  void bytesThatAreNoTextAreNotChanged() {
    SinkRecord record = Records.with(Schema.BYTES_SCHEMA, new byte[] {'a', (byte) 0xff});

    assertThat(replacing(Map.of("pattern", "a")).apply(record)).isSameAs(record);
  }

  @Test
  void aNestedFieldOfAStructIsReplacedInACopy() {
    Schema inner =
        SchemaBuilder.struct()
            .field("text", Schema.STRING_SCHEMA)
            .field("kept", SchemaBuilder.string().optional().defaultValue("default").build())
            .build();
    Schema outer = SchemaBuilder.struct().field("inner", inner).build();
    Struct original =
        new Struct(outer).put("inner", new Struct(inner).put("text", "a b").put("kept", null));

    SinkRecord changed =
        replacing(Map.of("pattern", "[ ]", "replacement", "_", "field", "inner.text"))
            .apply(Records.with(outer, original));

    Struct copy = ((Struct) changed.value()).getStruct("inner");
    assertThat(copy.getString("text")).isEqualTo("a_b");
    assertThat(copy.getWithoutDefault("kept")).isNull();
    assertThat(original.getStruct("inner").getString("text")).isEqualTo("a b");
  }

  @Test
  void aFieldOfAMapIsReplacedInACopy() {
    Map<String, Object> original = new HashMap<>(Map.of("text", "a b", "n", 1));

    SinkRecord changed =
        replacing(Map.of("pattern", "[ ]", "replacement", "_", "field", "text"))
            .apply(Records.with(null, original));

    assertThat(changed.value()).isEqualTo(Map.of("text", "a_b", "n", 1));
    assertThat(original).containsEntry("text", "a b");
  }

  @Test
  void recordsWithoutTheTextPassAsTheyAre() {
    ReplacePattern<SinkRecord> replace = replacing(Map.of("pattern", "x", "field", "a.b"));

    for (Object value : Arrays.asList(null, "x", 7, Map.of(), Map.of("a", "x"), Map.of("a", 1))) {
      SinkRecord record = Records.with(null, value);
      assertThat(replace.apply(record)).isSameAs(record);
    }
    SinkRecord unmatched = Records.text("y");
    assertThat(replacing(Map.of("pattern", "x")).apply(unmatched)).isSameAs(unmatched);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "(; x; pattern",
        "a; $1; replacement",
        "(a); $2; replacement",
        "(a); \\; replacement"
      })
  void wrongSettingsAreRefusedUnderTheirKey(String pattern, String replacement, String key) {
    Map<String, String> settings = Map.of("pattern", pattern, "replacement", replacement);

    assertThatThrownBy(() -> replacing(settings))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(" " + key + ":");
  }

  @Test
  void theFieldNeedsANameBetweenItsDots() {
    assertThatThrownBy(() -> replacing(Map.of("pattern", "a", "field", "a..b")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("field");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static ReplacePattern<SinkRecord> replacing(Map<String, String> settings) {
    ReplacePattern<SinkRecord> replace = new ReplacePattern<>();
    replace.configure(settings);
    return replace;
  }
}
