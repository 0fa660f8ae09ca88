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
package io.sluice.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.storage.StringConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderTextsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "directory.template; {topic}/tenant={header.tenant}",
        "file.template; {header.tenant}-{topic}+{partition}+{start}",
        "record.fields; value, headers",
        "timestamp.source; header.at"
      })
  void headersRewritten(String key, String value) {
    Map<String, String> properties = new HashMap<>(Map.of(key, value));
    assertThat(HeaderTexts.warning(properties))
        .hasValueSatisfying(
            warning ->
                assertThat(warning)
                    .startsWith(key)
                    .contains("header.converter=" + StringConverter.class.getName()));

    properties.put("header.converter", StringConverter.class.getName());
    assertThat(HeaderTexts.warning(properties)).isEmpty();
  }

  @Test
  void settingsThatReadNoHeadersNeedNoConverter() {
    assertThat(HeaderTexts.warning(Map.of())).isEmpty();
    assertThat(
            HeaderTexts.warning(
                Map.of(
                    "directory.template", "{topic}/{value.header}",
                    "record.fields", "key,value",
                    "timestamp.source", "value.header")))
        .isEmpty();
  }

  @Test
  void theConverterOfTheWarningKeepsTexts() throws Exception {
    for (String text : List.of("007", "1.10", "14:34:22")) {
      assertThat(converted(new StringConverter(), text))
          .isEqualTo(new SchemaAndValue(Schema.OPTIONAL_STRING_SCHEMA, text));
    }
    assertThat(converted(new SimpleHeaderConverter(), "007").value()).hasToString("7");
  }

  private static SchemaAndValue converted(HeaderConverter converter, String text) throws Exception {
    try (converter) {
      converter.configure(Map.of("converter.type", "header"));
      return converter.toConnectHeader("t", "h", text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
