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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Recommender;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;

/** Adds the keys of one group to a {@link ConfigDef}, in the order in which they are added. */
public final class KeyGroup {

  /**
   * How a key is shown to people. In paragraphs and meanings, keys and values are in backquotes.
   *
   * @param importance how likely it is that a user has to set the key
   * @param width how wide an input field should be
   * @param displayName a short name for forms
   * @param paragraphs a short description, then explanations
   * @param values what single values mean, in the order of the page
   * @param example a value that the key accepts and that is not its default; empty for none
   */
  public record Label(
      Importance importance,
      Width width,
      String displayName,
      List<String> paragraphs,
      List<Meaning> values,
      String example) {

    /**
     * The meaning of one value of a key.
     *
     * @param value may be empty
     * @param text without a full stop at the end
     */
    public record Meaning(String value, String text) {
      private String sentence() {
        return (value.isEmpty() ? "empty" : value) + ": " + text;
      }
    }

    public Label {
      paragraphs = List.copyOf(paragraphs);
      values = List.copyOf(values);
    }

    /** For a key that most users have to look at. */
    public static Label high(Width width, String displayName, String... paragraphs) {
      return new Label(Importance.HIGH, width, displayName, List.of(paragraphs), List.of(), "");
    }

    /** For a key that many users set. */
    public static Label medium(Width width, String displayName, String... paragraphs) {
      return new Label(Importance.MEDIUM, width, displayName, List.of(paragraphs), List.of(), "");
    }

    /** For a key that few users ever set. */
    public static Label low(Width width, String displayName, String... paragraphs) {
      return new Label(Importance.LOW, width, displayName, List.of(paragraphs), List.of(), "");
    }

    /** This label with the meaning of a further value. */
    public Label value(String value, String meaning) {
      List<Meaning> more = new ArrayList<>(values);
      more.add(new Meaning(value, meaning));
      return new Label(importance, width, displayName, paragraphs, more, example);
    }

    /** This label with an example. */
    public Label example(String text) {
      return new Label(importance, width, displayName, paragraphs, values, text);
    }

    /** All explanations as one paragraph of plain text, for Connect's answer to validation. */
    String documentation() {
      List<String> sentences = new ArrayList<>(paragraphs);
      if (!values.isEmpty()) {
        sentences.add(
            1, values.stream().map(Meaning::sentence).collect(Collectors.joining("; ", "", ".")));
      }
      return String.join(" ", sentences).replace("`", "");
    }
  }

  private final ConfigDef definition;
  private final String name;
  private int order;

  /**
   * @param definition receives the keys
   * @param name the name of the group in forms; keys that the group already has come first
   */
  public KeyGroup(ConfigDef definition, String name) {
    this.definition = definition;
    this.name = name;
    this.order =
        (int) definition.configKeys().values().stream().filter(k -> name.equals(k.group)).count();
  }

  /** Adds a key of any type; {@link ConfigDef#NO_DEFAULT_VALUE} makes it required. */
  public KeyGroup add(
      String key, ConfigDef.Type type, Object defaultValue, Validator validator, Label label) {
    return add(key, type, defaultValue, validator, label, null);
  }

  /** Adds a text. */
  public KeyGroup text(String key, String defaultValue, Validator validator, Label label) {
    return add(key, ConfigDef.Type.STRING, defaultValue, validator, label, null);
  }

  /** Adds a whole number of type {@code long}. */
  public KeyGroup number(String key, long defaultValue, Validator validator, Label label) {
    return add(key, ConfigDef.Type.LONG, defaultValue, validator, label, null);
  }

  /** Adds a whole number of type {@code int}. */
  public KeyGroup count(String key, int defaultValue, Validator validator, Label label) {
    return add(key, ConfigDef.Type.INT, defaultValue, validator, label, null);
  }

  /** Adds a key that is true or false. */
  public KeyGroup flag(String key, boolean defaultValue, Label label) {
    return add(key, ConfigDef.Type.BOOLEAN, defaultValue, null, label, null);
  }

  /** Adds a key whose values are the constants of an enum, which Connect recommends to forms. */
  public <E extends Enum<E>> KeyGroup choice(String key, E defaultValue, Label label) {
    List<String> values = Choices.names(defaultValue.getDeclaringClass());
    return choice(key, Choices.name(defaultValue), values, label);
  }

  /** Adds a key whose values are the constants of an enum, and {@code auto}, its default. */
  <E extends Enum<E>> KeyGroup choiceOrAuto(String key, Class<E> type, Label label) {
    List<String> values = new ArrayList<>(List.of(Choices.AUTO));
    values.addAll(Choices.names(type));
    return choice(key, Choices.AUTO, values, label);
  }

  private KeyGroup choice(String key, String defaultValue, List<String> values, Label label) {
    return add(
        key,
        ConfigDef.Type.STRING,
        defaultValue,
        Validators.oneOf(values),
        label,
        new FixedValues(values));
  }

  private KeyGroup add(
      String key,
      ConfigDef.Type type,
      Object defaultValue,
      Validator validator,
      Label label,
      Recommender recommender) {
    definition.define(
        new DocumentedKey(key, type, defaultValue, validator, recommender, name, ++order, label));
    return this;
  }

  private record FixedValues(List<String> values) implements Recommender {
    @Override
    public List<Object> validValues(String name, Map<String, Object> parsedConfig) {
      return List.copyOf(values);
    }

    @Override
    public boolean visible(String name, Map<String, Object> parsedConfig) {
      return true;
    }
  }
}
