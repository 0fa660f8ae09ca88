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

import io.sluice.config.KeyGroup;
import io.sluice.config.KeyGroup.Label;
import io.sluice.config.Validators;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The configuration keys that the transformations share. */
final class Settings {
  static final String PATTERN = "pattern";
  static final String FIELD = "field";

  private static final Validator REGULAR_EXPRESSION =
      Validators.text("a regular expression", Settings::problem);

  private Settings() {}

  /** Adds the required key for the pattern, in a new group. */
  static KeyGroup pattern(
      ConfigDef definition, String title, String documentation, String example) {
    return new KeyGroup(definition, title)
        .add(
            PATTERN,
            ConfigDef.Type.STRING,
            ConfigDef.NO_DEFAULT_VALUE,
            REGULAR_EXPRESSION,
            Label.high(
                    Width.LONG,
                    "Pattern",
                    documentation,
                    "Connect removes spaces at both ends of a value: write `[ ]` instead.")
                .example(example));
  }

  /** Adds the key for the field with the text. */
  static KeyGroup field(KeyGroup group) {
    return group.text(
        FIELD,
        "",
        Validators.text("names of fields, separated by dots", TextOf::problem),
        Label.medium(
                Width.MEDIUM,
                "Field",
                "The field of the value, a struct or a map, that contains the text.",
                "Dots separate the names of nested fields. Bytes count as text if they are UTF-8.")
            .value("", "the whole value")
            .example("event.message"));
  }

  static TextOf text(AbstractConfig config) {
    return new TextOf(config.getString(FIELD));
  }

  private static String problem(String pattern) {
    try {
      Pattern.compile(pattern);
      return null;
    } catch (PatternSyntaxException e) {
      return "not a regular expression: " + e.getDescription() + " at " + e.getIndex();
    }
  }
}
