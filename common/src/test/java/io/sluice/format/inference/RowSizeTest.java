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
package io.sluice.format.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.config.InferredNumbers;
import io.sluice.format.schema.SchemaJson;
import io.sluice.format.value.Misfit;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowSizeTest {

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(Map.of("a", List.of("ok", "cut \uD83D")), "/a/1", "surrogate pair at index 4"),
        Arguments.of(Map.of("a", "\uDE00 cut"), "/a", "index 0"),
        Arguments.of(Map.of("a", "\uDE00\uD83D"), "/a", "index 0"),
        Arguments.of(Map.of("cut \uD83D", 1L), "/cut \uD83D", "index 4"),
        Arguments.of(Map.of("a", Map.of(1, 2)), "/a", "not a text"),
        Arguments.of(Map.of("a", Map.of("", 2)), "/a/", "no name"),
        Arguments.of(Map.of("a", BigDecimal.ONE), "/a", "java.math.BigDecimal"),
        Arguments.of(Map.of("a", List.of(new StringBuilder())), "/a/0", "StringBuilder"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatNoFileCanHoldIsRefusedWithItsPlace(Object value, String location, String reason) {
    Misfit misfit = catchThrowableOfType(Misfit.class, () -> RowSize.of(value));
    assertThat(misfit.location()).isEqualTo(location);
    assertThat(misfit).hasMessageContaining(reason);
  }

  @Test
  void asDeepAsASchemaMayBe() {
    Object deepest = 1L;
    for (int i = 0; i < SchemaJson.MAX_DEPTH; i++) {
      deepest = i % 2 == 0 ? List.of(deepest) : Map.of("a", deepest);
    }
    RowSize.of(deepest);
    SchemaJson.write(InferredType.first(deepest).schema(InferredNumbers.FOUND).build());

    Object deeper = List.of(deepest);
    Misfit misfit = catchThrowableOfType(Misfit.class, () -> RowSize.of(deeper));
    assertThat(misfit).hasMessageContaining("deeper than 100");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ascii", "größe", "\u07FF\u0800", "€uro", "😀😀"})
  void aTextTakesItsBytesInUtf8(String text) {
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    assertThat(RowSize.of(text).encoded()).isEqualTo(length + 4);
    assertThat(RowSize.of(text).heap()).isGreaterThan(length);
  }

  @Test
  void everythingIsCounted() {
    Schema schema =
        SchemaBuilder.struct()
            .field("d", Decimal.schema(0))
            .field("l", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
            .field("m", SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.BYTES_SCHEMA).build())
            .build();
    Struct struct =
        new Struct(schema)
            .put("d", new BigDecimal("1" + "0".repeat(1000)))
            .put("l", List.of("x".repeat(1000)))
            .put("m", Map.of(1, new byte[1000], 2, ByteBuffer.allocate(1000)));
    assertThat(RowSize.of(struct).encoded()).isBetween(3400L, 3500L);
    assertThat(RowSize.of(Map.of("a", 1L, "b", 0.5, "c", new Date(1))).encoded()).isEqualTo(24);
    assertThat(RowSize.of(Arrays.asList(null, true, new byte[7])).encoded()).isEqualTo(4 + 2 + 11);
    assertThat(RowSize.of(ByteBuffer.allocate(9)).encoded()).isEqualTo(13);
    assertThat(RowSize.of(List.of()).heap()).isGreaterThan(50);
  }
}
