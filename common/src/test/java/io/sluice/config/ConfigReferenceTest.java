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

import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {

  @Test
  void printsEveryKeyInItsGroupWithDefaultAndAllowedValues() {
    ConfigDef definition = new ConfigDef();
    SinkConfig.define(definition);

    String page = ConfigReference.markdown("All keys", definition);

    assertThat(page).startsWith("# All keys\n\n## Layout\n\n| Key |");
    definition.names().forEach(name -> assertThat(page).contains("| `" + name + "` |"));
    assertThat(page)
        .contains("| string | `\\n` | any text, with escapes | low |")
        .contains("| string | `skip` | skip, write, report, fail | medium |")
        .contains("{value.region\\|unknown}");
    assertThat(page.lines().filter(line -> line.startsWith("| ")))
        .allSatisfy(
            line ->
                assertThat(line.replace("\\|", "").chars().filter(c -> c == '|').count())
                    .isEqualTo(7));
  }

  @Test
  void saysWhichKeysAreRequired() {
    ConfigDef definition = new ConfigDef();
    new KeyGroup(definition, "Store")
        .add(
            "gcs.bucket",
            ConfigDef.Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            null,
            KeyGroup.Label.high(ConfigDef.Width.LONG, "Bucket", "The bucket."));

    assertThat(ConfigReference.markdown("Keys", definition))
        .contains("| `gcs.bucket` | The bucket. | string | required |  | high |");
  }
}
