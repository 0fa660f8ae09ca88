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
package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

class KeySuggestionsTest {

  private final ConfigDef definition = new ConfigDef();

  KeySuggestionsTest() {
    SinkConfig.define(definition);
  }

  @Test
  void suggestsTheKeyThatWasMeant() {
    assertThat(suggest("rol.bytes")).isEqualTo("roll.bytes");
    assertThat(suggest("roll.byets")).isEqualTo("roll.bytes");
    assertThat(suggest("roll_bytes")).isEqualTo("roll.bytes");
    assertThat(suggest("Directory.Template")).isEqualTo("directory.template");
    assertThat(suggest("retry.backof.max.ms")).isEqualTo("retry.backoff.max.ms");
    assertThat(suggest("timezon")).isEqualTo("timezone");
  }

  @Test
  void suggestsNothingForKeysThatAreReadOrResembleNoOther() {
    Set<String> given =
        Set.of(
            "name",
            "topics",
            "topics.regex",
            "tasks.max",
            "key.converter.schemas.enable",
            "transforms.a.type",
            "errors.tolerance",
            "consumer.override.max.poll.records",
            "kafka.bootstrap.server",
            "roll.bytes",
            "something.else");

    assertThat(KeySuggestions.find(given, definition.names(), Set.of("kafka."))).isEmpty();
  }

  @Test
  void countsInsertionsDeletionsReplacementsAndSwaps() {
    assertThat(KeySuggestions.distance("", "abc")).isEqualTo(3);
    assertThat(KeySuggestions.distance("abc", "")).isEqualTo(3);
    assertThat(KeySuggestions.distance("abcd", "acbd")).isEqualTo(1);
    assertThat(KeySuggestions.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(KeySuggestions.distance("same", "same")).isZero();
  }

  private String suggest(String key) {
    return KeySuggestions.find(List.of(key), definition.names(), List.of()).get(key);
  }
}
