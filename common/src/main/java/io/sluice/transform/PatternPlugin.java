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

import io.sluice.config.Version;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.components.Versioned;

/** The base of the plugins of this package, with their version, keys and pattern. */
abstract class PatternPlugin implements Configurable, Versioned {
  private final ConfigDef definition;
  private Pattern pattern;

  /**
   * @param definition the plugin's keys; not changed afterwards
   */
  PatternPlugin(ConfigDef definition) {
    this.definition = definition;
  }

  /** Reads the plugin's other keys, and checks them against the pattern. */
  abstract void configure(AbstractConfig config);

  final Pattern pattern() {
    return pattern;
  }

  @Override
  public final String version() {
    return Version.current();
  }

  public final ConfigDef config() {
    return new ConfigDef(definition);
  }

  @Override
  public final void configure(Map<String, ?> settings) {
    AbstractConfig config = new AbstractConfig(definition, settings, false);
    pattern = Pattern.compile(config.getString(Settings.PATTERN));
    configure(config);
  }

  public void close() {}
}
