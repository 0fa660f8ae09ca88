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

import io.sluice.config.KeyGroup.Label.Meaning;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/** Prints keys that were added with {@link KeyGroup} as a page of Markdown, a section for each. */
public final class ConfigReference {
  private static final Pattern BACKQUOTE = Pattern.compile("`");

  private final StringBuilder page = new StringBuilder();

  /** How many headings there are so far for each anchor; GitHub numbers all but the first. */
  private final Map<String, Integer> headings = new HashMap<>();

  private final List<KeyFamily> families;

  private ConfigReference(List<KeyFamily> families) {
    this.families = families;
  }

  /**
   * The page. Groups and keys appear in the order in which they were defined.
   *
   * @param title the heading of the page
   * @param introduction Markdown before the first group
   * @param families each printed after the keys of its group
   */
  public static String markdown(
      String title, String introduction, List<ConfigDef> definitions, List<KeyFamily> families) {
    ConfigReference reference = new ConfigReference(families);
    reference.anchor(title);
    reference.page.append("# ").append(title).append("\n\n").append(introduction).append('\n');
    definitions.forEach(reference::print);
    return reference.page.toString();
  }

  /**
   * Markdown for people who read a connector's page for the first time.
   *
   * @param connector the name of its class
   * @param required the keys without a default
   */
  public static String introduction(String connector, String required) {
    return """
        All keys of %s. Kafka Connect documents the keys that all sink connectors share.

        A connector needs %s, and `kafka.bootstrap.servers` or both
        `on.offset.gap=skip` and `on.topic.reset=restart`. All other keys have defaults.

        - A file is *published* when it appears in `output.dir` under its final name; before that, no reader sees it.
        - The *ledger* is a directory of the store in which the connector records the offsets of its files before it
          publishes them. After a crash, it continues from there.
        - A record that cannot be written is *reported*: Connect's errant-record reporter receives it, which sends it to
          the dead-letter queue with `errors.tolerance=all` and `errors.deadletterqueue.topic.name`, and fails the task
          with `errors.tolerance=none`, the default.
        """
        .formatted(connector, required)
        .stripTrailing();
  }

  private void print(ConfigDef definition) {
    Map<String, String> anchors = new HashMap<>();
    for (String group : definition.groups()) {
      anchor(group);
      names(definition, group).forEach(name -> anchors.put(name, anchor(name)));
    }
    for (String group : definition.groups()) {
      page.append("\n## ").append(group).append("\n\n");
      page.append(
          names(definition, group).stream()
              .map(name -> link(name, anchors))
              .collect(Collectors.joining(" ·\n")));
      page.append('\n');
      keys(definition, group).forEach(key -> print(key, anchors));
      families(group).forEach(family -> print(family, anchors));
    }
  }

  private List<String> names(ConfigDef definition, String group) {
    return Stream.concat(
            keys(definition, group).stream().map(key -> key.name),
            families(group).map(KeyFamily::name))
        .toList();
  }

  private Stream<KeyFamily> families(String group) {
    return families.stream().filter(family -> family.group().equals(group));
  }

  private static List<DocumentedKey> keys(ConfigDef definition, String group) {
    return definition.configKeys().values().stream()
        .filter(key -> group.equals(key.group) && !key.internalConfig)
        .sorted(Comparator.comparingInt(key -> key.orderInGroup))
        .map(DocumentedKey.class::cast)
        .toList();
  }

  /** The anchor that GitHub gives to the next heading. */
  private String anchor(String heading) {
    String anchor = heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w -]", "").replace(' ', '-');
    int before = headings.merge(anchor, 1, Integer::sum) - 1;
    return before == 0 ? anchor : anchor + "-" + before;
  }

  private void print(DocumentedKey key, Map<String, String> anchors) {
    Map<String, String> others = new HashMap<>(anchors);
    others.remove(key.name);
    List<String> paragraphs = key.label().paragraphs();
    page.append("\n### `").append(key.name).append("`\n\n");
    page.append(text(paragraphs.get(0), others)).append("\n\n");
    fact("Type", lower(key.type));
    fact("Unit", key.unit().label());
    fact("Default", defaultOf(key));
    printAllowed(key, others);
    fact("Importance", lower(key.importance));
    fact("Example", example(key));
    for (String paragraph : paragraphs.subList(1, paragraphs.size())) {
      page.append('\n').append(text(paragraph, others)).append('\n');
    }
  }

  private void print(KeyFamily family, Map<String, String> anchors) {
    List<String> paragraphs = family.label().paragraphs();
    page.append("\n### `").append(family.name()).append("`\n\n");
    page.append(text(paragraphs.get(0), anchors)).append("\n\n");
    fact("Type", "string");
    fact("Default", "not set");
    fact("Importance", lower(family.label().importance()));
    fact("Example", code(family.label().example()));
    for (String paragraph : paragraphs.subList(1, paragraphs.size())) {
      page.append('\n').append(text(paragraph, anchors)).append('\n');
    }
  }

  /** Adds an item to the list of facts unless its text is empty. */
  private void fact(String name, String text) {
    if (!text.isEmpty()) {
      page.append("- ").append(name).append(": ").append(text).append('\n');
    }
  }

  /** All values, or the rule for them, and below it what single values mean. */
  private void printAllowed(DocumentedKey key, Map<String, String> anchors) {
    List<Meaning> meanings = key.label().values();
    List<String> choices = choices(key);
    String rule = key.validator == null ? "" : key.validator.toString();
    if (rule.equals(meanings.stream().map(Meaning::value).collect(Collectors.joining(", ")))) {
      page.append(meanings.isEmpty() ? "" : "- Allowed:\n");
    } else if (choices.isEmpty()) {
      fact("Allowed", text(rule, Map.of()));
    } else {
      fact(
          "Allowed", choices.stream().map(ConfigReference::code).collect(Collectors.joining(", ")));
    }
    for (Meaning meaning : meanings) {
      page.append("  - ").append(meaning.value().isEmpty() ? "empty" : code(meaning.value()));
      page.append(": ");
      page.append(text(meaning.text(), anchors)).append('\n');
    }
  }

  private static String defaultOf(DocumentedKey key) {
    if (!key.hasDefault()) {
      return "none, the key is required";
    }
    if (key.defaultValue == null) {
      return "not set";
    }
    return key.defaultValue instanceof Password password
        ? (password.value().isEmpty() ? "empty" : "secret")
        : quantity(key, ConfigDef.convertToString(key.defaultValue, key.type));
  }

  /** The declared example; else the other value of a switch, or another choice. */
  private static String example(DocumentedKey key) {
    String declared = key.label().example();
    if (!declared.isEmpty()) {
      return quantity(key, declared);
    }
    if (key.defaultValue instanceof Boolean on) {
      return code(Boolean.toString(!on));
    }
    return choices(key).stream()
        .filter(choice -> !choice.equals(key.defaultValue))
        .findFirst()
        .map(ConfigReference::code)
        .orElse("");
  }

  private static List<String> choices(DocumentedKey key) {
    return key.recommender == null
        ? List.of()
        : key.recommender.validValues(key.name, Map.of()).stream().map(String::valueOf).toList();
  }

  /** A value, and before it what it is in a larger unit. */
  private static String quantity(DocumentedKey key, String value) {
    if (value.isEmpty()) {
      return "empty";
    }
    String readable = key.unit() == Unit.NONE ? "" : key.unit().readable(Long.parseLong(value));
    return readable.isEmpty() ? code(value) : readable + " (" + code(value) + ")";
  }

  /** Escapes text outside backquotes, and links other keys in backquotes. */
  private static String text(String paragraph, Map<String, String> anchors) {
    String[] parts = BACKQUOTE.split(paragraph, -1);
    StringBuilder markdown = new StringBuilder();
    for (int i = 0; i < parts.length; i++) {
      boolean isCode = i % 2 == 1;
      markdown.append(isCode ? link(parts[i], anchors) : escape(parts[i]));
    }
    return markdown.toString();
  }

  private static String link(String text, Map<String, String> anchors) {
    String anchor = anchors.get(text);
    return anchor == null ? code(text) : "[" + code(text) + "](#" + anchor + ")";
  }

  private static String code(String text) {
    return "`" + text.replace("\n", "\\n") + "`";
  }

  private static String escape(String text) {
    return text.replaceAll("[\\\\*\\[\\]]|(?<!\\w)_|_(?!\\w)", "\\\\$0").replace("<", "&lt;");
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
