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

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.predicates.Predicate;

/**
 * Is true for records whose text contains a match of a regular expression, and false for records
 * without text. With Connect's {@code Filter} it keeps or drops records, as Flume's regex filter
 * did.
 */
public final class ValueMatches<R extends ConnectRecord<R>> extends PatternPlugin
    implements Predicate<R> {
  private static final ConfigDef DEFINITION = definition();

  private TextOf text;

  public ValueMatches() {
    super(DEFINITION);
  }

  private static ConfigDef definition() {
    ConfigDef definition = new ConfigDef();
    Settings.field(
        Settings.pattern(
            definition,
            ValueMatches.class.getName(),
            "The regular expression that must match a part of the text; `^` and `$` match its ends.",
            "ERROR|FATAL"));
    return definition;
  }

  @Override
  void configure(AbstractConfig config) {
    text = Settings.text(config);
  }

  @Override
  public boolean test(R record) {
    String found = text.read(record);
    return found != null && pattern().matcher(found).find();
  }
}
