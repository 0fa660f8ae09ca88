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
package io.sluice.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathEscapeTest {

  @ParameterizedTest
  @CsvSource({
    "plain-Value_1.2~, plain-Value_1.2~",
    "a/b, a%2Fb",
    "., %2E",
    ".., %2E.",
    "../../etc, %2E.%2F..%2Fetc",
    "_hidden, %5Fhidden",
    "x:y, x%3Ay",
    "a=b, a%3Db",
    "a+b c, a%2Bb%20c",
    "100%, 100%25",
    "%null, %25null",
    "%empty, %25empty",
    "été, été",
    "e\u0301 日本, e\u0301%20日本",
    "😀, 😀",
    "\u0085\u2028\ufffe, \u0085\u2028\ufffe",
    "'\t\u007f', %09%7F",
    "__HIVE_DEFAULT_PARTITION__, %5F_HIVE_DEFAULT_PARTITION__",
    "'a\\b', a%5Cb"
  })
  void aValueIsOneLevelAndComesBack(String value, String component) {
    assertThat(PathEscape.component(value)).isEqualTo(component);
    assertThat(PathEscape.decode(component)).isEqualTo(value);
  }

  @Test
  void nullAndEmptyHaveReservedNames() {
    assertThat(PathEscape.component(null)).isEqualTo("%null");
    assertThat(PathEscape.component("")).isEqualTo("%empty");
    assertThat(PathEscape.decode("%null")).isNull();
    assertThat(PathEscape.decode("__HIVE_DEFAULT_PARTITION__")).isNull();
    assertThat(PathEscape.decode("%empty")).isEmpty();
  }

  @Test
  void halvesOfSurrogatePairsAreKeptApart() {
    assertThat(PathEscape.component("\ud83d")).isEqualTo("%uD83D");
    assertThat(PathEscape.component("\ud83e")).isEqualTo("%uD83E");
    assertThat(PathEscape.component("?")).isEqualTo("%3F");
    assertThat(PathEscape.decode("%uD83Dx%uDE00")).isEqualTo("\ud83dx\ude00");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b",
        ".x",
        "%2e",
        "%41",
        "%",
        "%E",
        "%zz",
        "%FF",
        "a b",
        "%C3%A9",
        "%xFF",
        "%u00",
        "%u0041",
        "%uD83D%uDE00",
        "%~00"
      })
  void whatIsNoEncodedTextIsRefused(String component) {
    assertThatThrownBy(() -> PathEscape.decode(component))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(".* is not an encoded value.*|.*bytes that are not text");
  }

  @Test
  void whatFitsIsWholeAndWhatDoesNotKeepsAPrefixAndAHash() {
    String fits = "a".repeat(255);
    assertThat(PathEscape.component(fits)).isEqualTo(fits);

    String cut = PathEscape.component(fits + "b");
    assertThat(cut).hasSize(255).matches("a{221}%~[0-9a-f]{32}");
    assertThat(PathEscape.component(fits + "c")).isNotEqualTo(cut);
    assertThatThrownBy(() -> PathEscape.decode(cut)).hasMessageContaining("was cut");
  }

  @Test
  void aCutFallsBetweenCharacters() {
    for (int shift = 0; shift < 12; shift++) {
      String component = PathEscape.component("a".repeat(shift) + "😀".repeat(80));

      String prefix = component.substring(0, component.indexOf("%~"));
      assertThat(PathEscape.decode(prefix)).matches("a{" + shift + "}(?:😀)+");
      assertThat(component.getBytes(StandardCharsets.UTF_8).length).isBetween(244, 255);
    }
  }

  @Test
  void randomValuesAreInjectiveReversibleAndOneComponent() {
    SplittableRandom random = new SplittableRandom(20261120);
    Map<String, String> seen = new HashMap<>();
    int cuts = 0;
    for (int i = 0; i < 50_000; i++) {
      String value = randomValue(random);

      String component = PathEscape.component(value);

      String other = seen.put(component, value);
      assertThat(other == null || other.equals(value)).as(component).isTrue();
      assertThat(component.getBytes(StandardCharsets.UTF_8).length).isBetween(1, 255);
      assertThat(component)
          .doesNotStartWith(".")
          .doesNotStartWith("_")
          .matches("[\\w.~%\\x{80}-\\x{10ffff}-]+");
      if (component.contains("%~")) {
        cuts++;
      } else {
        assertThat(PathEscape.decode(component)).isEqualTo(value);
      }
    }
    assertThat(cuts).isGreaterThan(500);
  }

  @Test
  void bytesThatAreNoTextAreKeptApart() {
    assertThat(PathEscape.encode(new byte[] {(byte) 0xff, 'a'})).isEqualTo("%xFFa");
    assertThat(PathEscape.encode(new byte[] {(byte) 0xfe, 'a'})).isEqualTo("%xFEa");
    assertThat(PathEscape.encode("é".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(PathEscape.encode("é"));
  }

  @Test
  void anIdentifierIsAsciiSoThatALedgerKeepsItsName() {
    assertThat(PathEscape.identifier("my-connector")).isEqualTo("my-connector");
    assertThat(PathEscape.identifier("été_ 😀")).isEqualTo("%C3%A9t%C3%A9_%20%F0%9F%98%80");
    assertThat(PathEscape.identifier("_a\ud83d")).isEqualTo("%5Fa%ED%A0%BD");
    assertThat(PathEscape.identifier("")).isEqualTo("%empty");
    assertThat(PathEscape.identifier("é".repeat(200))).hasSize(255 - 5).contains("%A9%~");
  }

  private static String randomValue(SplittableRandom random) {
    int length = random.nextInt(10) == 0 ? random.nextInt(300) : random.nextInt(6);
    StringBuilder value = new StringBuilder();
    for (int i = 0; i < length; i++) {
      switch (random.nextInt(6)) {
        case 0 -> value.append("%._/~\\:= -".charAt(random.nextInt(10)));
        case 1 -> value.append("null%empty%2E".charAt(random.nextInt(13)));
        case 2 -> value.append((char) random.nextInt(0x10000));
        case 3 -> value.append((char) (0xd800 + random.nextInt(0x800)));
        case 4 -> value.appendCodePoint(0x10000 + random.nextInt(0x100000));
        default -> value.append((char) ('a' + random.nextInt(26)));
      }
    }
    return value.toString();
  }
}
