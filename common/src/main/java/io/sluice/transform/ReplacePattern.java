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

import io.sluice.config.KeyGroup.Label;
import io.sluice.config.Validators;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;

/**
 * Replaces every match of a regular expression in a record's text, as Flume's search-and-replace
 * interceptor did. Records without text or without a match are passed on unchanged.
 */
public final class ReplacePattern<R extends ConnectRecord<R>> extends PatternPlugin
    implements Transformation<R> {
  static final String REPLACEMENT = "replacement";

  private static final ConfigDef DEFINITION = definition();

  private String replacement;
  private TextOf text;

  public ReplacePattern() {
    super(DEFINITION);
  }

  private static ConfigDef definition() {
    ConfigDef definition = new ConfigDef();
    Settings.field(
        Settings.pattern(
                definition,
                ReplacePattern.class.getName(),
                "The regular expression whose matches are replaced.",
                "\\d{12}(\\d{4})")
            .text(
                REPLACEMENT,
                "",
                Validators.text("a text, with $1, $2, … for groups", value -> null),
                Label.high(
                        Width.LONG,
                        "Replacement",
                        "The text that replaces each match.",
                        "`$1` is the first group of the pattern, and `\\$` a dollar sign.")
                    .value("", "removes the matches")
                    .example("****$1")));
    return definition;
  }

  @Override
  void configure(AbstractConfig config) {
    // Not parsed, since parsing removes the spaces at its ends.
    replacement = config.originalsStrings().getOrDefault(REPLACEMENT, "");
    text = Settings.text(config);
    checkGroups();
  }

  /** Refuses references to groups that the pattern does not have. */
  private void checkGroups() {
    Pattern alwaysMatches = Pattern.compile("(?:" + pattern().pattern() + "\n)|");
    try {
      alwaysMatches.matcher("").replaceAll(replacement);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new ConfigException(
          REPLACEMENT,
          replacement,
          "does not fit the pattern (" + e.getMessage() + "); write \\$ for a dollar sign");
    }
  }

  @Override
  public R apply(R record) {
    Object value = text.change(record, found -> pattern().matcher(found).replaceAll(replacement));
    if (value == record.value()) {
      return record;
    }
    return record.newRecord(
        record.topic(),
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        record.valueSchema(),
        value,
        record.timestamp());
  }
}
