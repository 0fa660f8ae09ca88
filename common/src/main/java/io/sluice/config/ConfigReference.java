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

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** Prints a {@link ConfigDef} as a page of Markdown: a table for each group. */
public final class ConfigReference {

  private ConfigReference() {}

  /**
   * The page.
   *
   * @param title its heading
   * @param definition groups and keys appear in the order in which they were defined
   */
  public static String markdown(String title, ConfigDef definition) {
    return "# " + cell(title) + "\n" + sections(definition);
  }

  /** The tables without a heading for all of them. */
  public static String sections(ConfigDef definition) {
    StringBuilder page = new StringBuilder();
    for (String group : definition.groups()) {
      page.append("\n## ").append(cell(group)).append("\n\n");
      page.append("| Key | What it does | Type | Default | Allowed | Importance |\n");
      page.append("|---|---|---|---|---|---|\n");
      List<ConfigKey> keys =
          definition.configKeys().values().stream()
              .filter(key -> group.equals(key.group) && !key.internalConfig)
              .sorted(Comparator.comparingInt(key -> key.orderInGroup))
              .toList();
      for (ConfigKey key : keys) {
        page.append("| `").append(key.name).append("` | ");
        page.append(cell(key.documentation)).append(" | ");
        page.append(lower(key.type)).append(" | ");
        page.append(defaultOf(key)).append(" | ");
        page.append(key.validator == null ? "" : cell(key.validator.toString())).append(" | ");
        page.append(lower(key.importance)).append(" |\n");
      }
    }
    return page.toString();
  }

  private static String defaultOf(ConfigKey key) {
    if (!key.hasDefault()) {
      return "required";
    }
    String text = ConfigDef.convertToString(key.defaultValue, key.type);
    if (text == null || text.isEmpty()) {
      return "none";
    }
    return "`" + cell(text.replace("\n", "\\n")) + "`";
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace('\n', ' ').replace("<", "&lt;");
  }
}
