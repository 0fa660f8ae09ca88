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

import io.sluice.config.KeyGroup.Label;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.junit.jupiter.api.Test;

class ConfigReferenceTest {

  @Test
  void printsASectionForEveryKeyWithItsFacts() {
    String page = page(SinkConfig::define);

    assertThat(page)
        .startsWith("# Keys\n\nAll of them.\n\n## Layout\n\n[`output.dir`](#outputdir) ·\n")
        .contains(
            """

            ### `roll.bytes`

            Publishes a file once it has this many bytes after compression.

            - Type: long
            - Unit: bytes
            - Default: 120 MiB (`125829120`)
            - Allowed: at least 0
              - `0`: off
            - Importance: high
            - Example: 256 MiB (`268435456`)
            """)
        .contains("- Default: 10 minutes (`600000`)\n")
        .contains("- Allowed:\n  - `skip`: they are not written\n  - `write`: ")
        .contains("`{value.region|unknown}`")
        .contains("[`memory.limit.bytes`](#memorylimitbytes)");
  }

  @Test
  void printsASectionForKeysThatUsersName() {
    assertThat(page(SinkConfig::define))
        .contains(
            "[`kafka.<setting>`](#kafkasetting)\n",
            """

            ### `kafka.<setting>`

            Each setting of the connector's Kafka client, by Kafka's name.

            - Type: string
            - Default: not set
            - Importance: medium
            - Example: `kafka.security.protocol=SASL_SSL`
            """)
        .contains("are written as [`kafka.<setting>`](#kafkasetting).");
  }

  @Test
  void everyKeyHasAShortFirstSentenceAndAnExample() {
    String page = page(SinkConfig::define);

    ConfigDef definition = new ConfigDef();
    SinkConfig.define(definition);
    for (ConfigDef.ConfigKey key : definition.configKeys().values()) {
      String section = page.substring(page.indexOf("\n### `" + key.name + "`\n"));
      assertThat(section.lines().skip(3).findFirst().orElseThrow().split(" "))
          .as(key.name)
          .hasSizeLessThan(25);
      assertThat(
              section.substring(
                  0,
                  section.indexOf("\n###", 4) < 0 ? section.length() : section.indexOf("\n###", 4)))
          .as(key.name)
          .contains("- Example: ");
    }
  }

  /** Connect's answer to validation has one text for each key. */
  @Test
  void theDocumentationOfAKeyIsOnePlainParagraph() {
    ConfigDef definition = new ConfigDef();
    SinkConfig.define(definition);

    assertThat(definition.configKeys().get("null.values").documentation)
        .startsWith(
            "What happens to records whose value is null (tombstones). skip: they are not written;"
                + " write: ")
        .endsWith("fail: the task fails.");
    assertThat(definition.configKeys().get("roll.bytes").documentation).endsWith(" Unit: bytes.");
    assertThat(definition.configKeys().values())
        .allSatisfy(key -> assertThat(key.documentation).doesNotContain("`", "\n", "  "));
  }

  @Test
  void numbersAnchorsOfTheSameHeadingAsGitHubDoes() {
    String page =
        page(
            definition ->
                new KeyGroup(definition, "Format")
                    .text("format", "", null, Label.low(Width.SHORT, "Format", "The format."))
                    .text("form.at", "", null, Label.low(Width.SHORT, "Form", "The form.")));

    assertThat(page).contains("[`format`](#format-1) ·\n[`form.at`](#format-2)\n");
  }

  @Test
  void escapesProseAndNotCode() {
    String page =
        page(
            definition ->
                new KeyGroup(definition, "Group")
                    .text(
                        "key",
                        "",
                        null,
                        Label.low(Width.SHORT, "Key", "A *b* <c> _d_ `*e* <f>`.")));

    assertThat(page).contains("A \\*b\\* &lt;c> \\_d\\_ `*e* <f>`.");
  }

  @Test
  void saysWhichKeysAreRequired() {
    String page =
        page(
            definition ->
                new KeyGroup(definition, "Store")
                    .add(
                        "gcs.bucket",
                        ConfigDef.Type.STRING,
                        ConfigDef.NO_DEFAULT_VALUE,
                        null,
                        Label.high(Width.LONG, "Bucket", "The bucket.")));

    assertThat(page).contains("- Default: none, the key is required\n");
  }

  @Test
  void showsAnEmptySecretAsEmpty() {
    String page =
        page(
            definition ->
                new KeyGroup(definition, "Store")
                    .add(
                        "secret",
                        ConfigDef.Type.PASSWORD,
                        "",
                        null,
                        Label.high(Width.LONG, "Secret", "The secret.")));

    assertThat(page).contains("- Default: empty\n").doesNotContain("[hidden]");
  }

  private static String page(Consumer<ConfigDef> keys) {
    ConfigDef definition = new ConfigDef();
    keys.accept(definition);
    return ConfigReference.markdown(
        "Keys", "All of them.", List.of(definition), List.of(KafkaConfig.FAMILY));
  }
}
