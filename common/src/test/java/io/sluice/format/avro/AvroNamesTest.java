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
package io.sluice.format.avro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvroNamesTest {
  private static final Pattern CODE = Pattern.compile("_x([0-9A-F]{4})_");

  @ParameterizedTest
  @CsvSource({
    "id, id",
    "pos_x, pos_x",
    "_x, _x",
    "tax_x2024_a, tax_x005F_x2024_a",
    "_x004G_, _x004G_",
    "_x004a_, _x004a_",
    "größe, gr_x00F6__x00DF_e",
    "1st, _x0031_st",
    "a-b, a_x002D_b",
    "a b, a_x0020_b",
    "_x0041_, _x005F_x0041_",
    "_x0041ü, _x005F_x0041_x00FC_",
    "😀, _xD83D__xDE00_",
    "a.b, a_x002E_b"
  })
  void aPartKeepsWhatAvroAllows(String text, String name) {
    assertThat(AvroNames.part(text)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.Order, com.acme.Order",
    "com.acme.1a$b, com.acme._x0031_a_x0024_b",
    "int, _x0069_nt",
    "a.int, a.int",
    "a..b, a_x002E__x002E_b",
    ".a, _x002E_a",
    "'', _"
  })
  void aFullNameHasPartsBetweenDots(String text, String name) {
    assertThat(AvroNames.full(text)).isEqualTo(name);
    Schema.createRecord(name, null, null, false);
  }

  @Test
  void everyNameIsLegalUniqueAndReversible() {
    Random random = new Random(7);
    String alphabet = "_x0F4A1a.-ü\uD83D\uDE00 Z9";
    Map<String, String> seen = new HashMap<>();
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = 1 + random.nextInt(12); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String name = AvroNames.part(text.toString());
      assertThat(name).matches("[A-Za-z_][A-Za-z0-9_]*");
      assertThat(back(name)).isEqualTo(text.toString());
      String before = seen.put(name, text.toString());
      assertThat(before).isIn(null, text.toString());
    }
  }

  private static String back(String name) {
    Matcher codes = CODE.matcher(name);
    StringBuilder text = new StringBuilder();
    while (codes.find()) {
      codes.appendReplacement(text, "");
      text.append((char) Integer.parseInt(codes.group(1), 16));
    }
    return codes.appendTail(text).toString();
  }
}
