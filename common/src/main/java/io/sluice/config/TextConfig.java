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

import static io.sluice.config.KeyGroup.Label.low;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * Settings of text files.
 *
 * @param separator the text after each record; may be empty
 */
public record TextConfig(String separator) implements FormatSettings {

  public static final String TEXT_SEPARATOR = "text.separator";

  /** Adds the keys to their group. */
  static void define(KeyGroup group) {
    group.text(
        TEXT_SEPARATOR,
        "\\n",
        Validators.text("any text, with escapes", EscapedText::problem),
        low(
                Width.SHORT,
                "Text separator",
                "The text that follows each record in files of `format=text`; may be empty.",
                "Escapes: `\\n` is a line feed, `\\r` a carriage return, `\\t` a tab, `\\s` a"
                    + " space, `\\\\` a backslash, and `\\u` with four hexadecimal digits any"
                    + " other character.")
            .example("\\r\\n"));
  }

  /** Reads the keys. */
  static TextConfig from(AbstractConfig config) {
    return new TextConfig(EscapedText.read(config, TEXT_SEPARATOR));
  }

  @Override
  public FormatName format() {
    return FormatName.TEXT;
  }

  @Override
  public <T> T match(Cases<T> cases) {
    return cases.text(this);
  }
}
