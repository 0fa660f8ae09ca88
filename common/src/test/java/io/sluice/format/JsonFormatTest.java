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

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.config.FormatName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class JsonFormatTest extends FormatContract {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Override
  FormatName format() {
    return FormatName.JSON;
  }

  @Override
  String extension() {
    return ".json";
  }

  @Override
  Object value(int index) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("id", index);
    value.put("text", "ü€😀 \"quoted\" \n" + Integer.toHexString(index * 0x9E3779B1));
    value.put("list", Arrays.asList(1, null, true, 0.5));
    value.put("nested", Map.of("a", Map.of("b", "c")));
    return value;
  }

  @Override
  Object valueOfLength(int bytes) {
    return Map.of("a", "x".repeat(bytes - "{\"a\":\"\"}".length()));
  }

  @Override
  List<Object> rejectedValues() {
    Map<String, Object> deep = new HashMap<>();
    for (int i = 0; i < 200; i++) {
      deep = new HashMap<>(Map.of("a", deep));
    }
    Map<String, Object> endless = new HashMap<>();
    endless.put("self", endless);
    return List.of(
        late(Double.NaN),
        late(Float.NEGATIVE_INFINITY),
        late(new Object()),
        late(Map.of(1.5, "x")),
        late(Map.of(1, "x", "1", "y")),
        late(Collections.singletonMap(null, "x")),
        late("cut \uD83D"),
        late(Map.of("cut \uDE00", "x")),
        deep,
        endless);
  }

  /** A value of which much is encoded before the rest is refused. */
  private static Object late(Object refused) {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("first", "x".repeat(10_000));
    value.put("then", List.of(refused));
    return value;
  }

  @Override
  List<Object> read(byte[] file) throws IOException {
    List<Object> values = new ArrayList<>();
    for (String line : new String(file, StandardCharsets.UTF_8).split("\n")) {
      values.add(MAPPER.readValue(line, Object.class));
    }
    try (MappingIterator<Object> stream = MAPPER.readerFor(Object.class).readValues(file)) {
      assertThat(stream.readAll()).isEqualTo(values);
    }
    return values;
  }
}
