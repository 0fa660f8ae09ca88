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
package io.sluice.path;

import io.sluice.config.LayoutConfig;
import io.sluice.config.PathSetting;
import io.sluice.path.Piece.Literal;
import io.sluice.record.FieldAccess;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Parses templates. The message of each {@link IllegalArgumentException} names the token or the
 * text, and the remedy.
 */
final class TemplateParser {

  private static final String TOKENS =
      "{topic} {source.topic} {partition} {key} {key.<path>} {value.<path>} {header.<name>}"
          + " {schema.name} {schema.version} {timestamp:<pattern>} {connector}, and in a file"
          + " name {start} {end}";

  private final ZoneId zone;
  private final Locale locale;
  private final String connector;
  private final boolean isFile;

  /** After the name of a value, whose slashes then separate levels. */
  private static final String LEVELS = ":levels";

  private boolean hasLevels;
  private final List<List<Piece>> components = new ArrayList<>();
  private List<Piece> component = new ArrayList<>();

  private TemplateParser(LayoutConfig layout, String connector, boolean isFile) {
    this.zone = layout.timezone();
    this.locale = layout.locale();
    this.connector = connector;
    this.isFile = isFile;
  }

  /** The components of {@code directory.template}; none if it is empty. */
  static List<List<Piece>> directory(LayoutConfig layout, String connector) {
    String template = layout.directoryTemplate();
    return template.isEmpty()
        ? List.of()
        : new TemplateParser(layout, connector, false).parse(template);
  }

  /** The one component of {@code file.template}. */
  static List<Piece> file(LayoutConfig layout, String connector) {
    return new TemplateParser(layout, connector, true).parse(layout.fileTemplate()).get(0);
  }

  private List<List<Piece>> parse(String template) {
    int position = 0;
    while (position < template.length()) {
      int open = template.indexOf('{', position);
      literal(template.substring(position, open < 0 ? template.length() : open));
      if (open < 0) {
        break;
      }
      int close = template.indexOf('}', open);
      if (close < 0) {
        throw new IllegalArgumentException(
            template.substring(open) + " has no closing brace; add }");
      }
      if (open > 0 && template.charAt(open - 1) == '$') {
        throw new IllegalArgumentException(
            "$" + template.substring(open, close + 1) + " has a dollar sign; write it without");
      }
      token(template.substring(open + 1, close));
      position = close + 1;
    }
    endComponent();
    return List.copyOf(components);
  }

  private void literal(String text) {
    if (text.indexOf('}') >= 0) {
      throw new IllegalArgumentException(
          "} has no opening brace in " + text + "; write tokens as {topic}");
    }
    if (text.indexOf('%') >= 0) {
      throw new IllegalArgumentException(
          "% is reserved for encoded values; write times as {timestamp:yyyy-MM-dd} and headers as"
              + " {header.name}");
    }
    String problem = PathSetting.textProblem(text);
    if (problem != null) {
      throw new IllegalArgumentException(problem);
    }
    String[] parts = text.split("/", -1);
    for (int i = 0; i < parts.length; i++) {
      if (i > 0) {
        slash();
      }
      append(parts[i]);
    }
  }

  private void append(String text) {
    if (text.isEmpty()) {
      return;
    }
    int last = component.size() - 1;
    if (last >= 0 && component.get(last) instanceof Literal before) {
      component.set(last, new Literal(before.text() + text));
    } else {
      component.add(new Literal(text));
    }
  }

  private void slash() {
    if (isFile) {
      throw new IllegalArgumentException(
          "a file name has no slash; put directories into " + LayoutConfig.DIRECTORY_TEMPLATE);
    }
    endComponent();
  }

  private void endComponent() {
    if (component.isEmpty()) {
      throw new IllegalArgumentException(
          "it has an empty component; write single slashes, none at the ends");
    }
    Piece first = component.get(0);
    String start =
        first instanceof Literal literal
            ? literal.text()
            : first instanceof Piece.Value value && value.fallback() != null
                ? value.fallback()
                : "";
    if (first instanceof Literal && component.size() == 1) {
      String problem = PathSetting.componentProblem(start);
      if (problem != null) {
        throw new IllegalArgumentException(problem);
      }
    }
    if (!start.isEmpty() && PathEscape.isHiding(start.charAt(0))) {
      throw new IllegalArgumentException(
          "a component begins with "
              + start.charAt(0)
              + ", and readers skip such paths; begin it with another character");
    }
    for (Piece piece : component) {
      if (piece instanceof Piece.Value value && value.levels() && component.size() > 1) {
        throw new IllegalArgumentException(
            "{"
                + value.source()
                + LEVELS
                + "} is a part of a component; put slashes around it, or remove "
                + LEVELS);
      }
    }
    if (isHiveLevel()) {
      component.set(1, ((Piece.Value) component.get(1)).inHiveLevel());
    }
    components.add(List.copyOf(component));
    component = new ArrayList<>();
  }

  /** Whether the component is {@code name={value}}, which readers take for a column. */
  private boolean isHiveLevel() {
    return !isFile
        && component.size() == 2
        && component.get(0) instanceof Literal name
        && name.text().indexOf('=') == name.text().length() - 1
        && name.text().length() > 1
        && component.get(1) instanceof Piece.Value;
  }

  private void token(String text) {
    if (text.startsWith("{")) {
      throw new IllegalArgumentException("{" + text + "} has two braces; write one");
    }
    if (text.equals("timestamp")) {
      throw new IllegalArgumentException(
          "{timestamp} has no time pattern; write one as in {timestamp:yyyy-MM-dd}");
    }
    if (text.startsWith(TimeTokens.PREFIX)) {
      time(text);
      return;
    }
    int bar = text.indexOf('|');
    String name = bar < 0 ? text : text.substring(0, bar);
    boolean levels = name.endsWith(LEVELS);
    Piece.ValueSource source =
        source(levels ? name.substring(0, name.length() - LEVELS.length()) : name);
    if (source != null) {
      if (levels) {
        checkLevels(text);
      }
      component.add(new Piece.Value(source, bar < 0 ? null : fallback(text, bar), levels));
      return;
    }
    Piece piece =
        switch (name) {
          case "topic" -> isFile ? new Piece.SourceTopic() : new Piece.Topic();
          case "source.topic" -> new Piece.SourceTopic();
          case "partition" -> new Piece.Partition();
          case "start", "end" -> offset(name);
          case "connector" -> new Literal(PathEscape.encode(connector));
          default ->
              throw new IllegalArgumentException("{" + text + "} is not a token" + remedy(name));
        };
    if (bar >= 0) {
      throw new IllegalArgumentException(
          "{" + text + "} has a fallback but always has a value; write {" + name + "}");
    }
    if (piece instanceof Literal literal) {
      append(literal.text());
    } else {
      component.add(piece);
    }
  }

  private void checkLevels(String token) {
    if (isFile) {
      throw new IllegalArgumentException(
          "{" + token + "} has levels; use it in " + LayoutConfig.DIRECTORY_TEMPLATE);
    }
    if (hasLevels) {
      throw new IllegalArgumentException(
          "{" + token + "} is the second value with levels; remove " + LEVELS + " from one");
    }
    hasLevels = true;
  }

  private Piece offset(String name) {
    if (!isFile) {
      throw new IllegalArgumentException(
          "{" + name + "} is known only when a file ends; use it in " + LayoutConfig.FILE_TEMPLATE);
    }
    return new Piece.Offset(name.equals("start"));
  }

  /** The source of a token's value, or null if the token is not read from the record's contents. */
  private static Piece.ValueSource source(String name) {
    return switch (name) {
      case "schema.name" -> new Piece.SchemaSource(true);
      case "schema.version" -> new Piece.SchemaSource(false);
      case "key" -> new Piece.FieldSource(FieldAccess.key(List.of()));
      default -> field(name);
    };
  }

  private static Piece.ValueSource field(String name) {
    int dot = name.indexOf('.');
    String part = dot < 0 ? name : name.substring(0, dot);
    String rest = dot < 0 ? "" : name.substring(dot + 1);
    if (part.equals("header") && !rest.isEmpty()) {
      return new Piece.FieldSource(FieldAccess.header(rest));
    }
    List<String> path = List.of(rest.split("\\.", -1));
    if (path.contains("") || !part.equals("value") && !part.equals("key")) {
      return null;
    }
    return new Piece.FieldSource(
        part.equals("value") ? FieldAccess.value(path) : FieldAccess.key(path));
  }

  private static String remedy(String name) {
    if (name.startsWith("value") || name.startsWith("key") || name.startsWith("header")) {
      return "; name a field or header as in {value.field}, {key.field} or {header.name}";
    }
    return "; write one of " + TOKENS;
  }

  private static String fallback(String token, int bar) {
    String fallback = token.substring(bar + 1);
    String problem =
        fallback.isEmpty()
            ? "it is empty; write a text after the bar"
            : fallback.indexOf('|') >= 0 || fallback.indexOf('%') >= 0 || fallback.indexOf('/') >= 0
                ? "it must not contain a bar, a percent sign or a slash; remove it"
                : PathSetting.textProblem(fallback);
    if (problem != null) {
      throw new IllegalArgumentException("the fallback of {" + token + "} is refused: " + problem);
    }
    return fallback;
  }

  private void time(String token) {
    List<TimeFormat> levels = TimeTokens.parse(token, zone, locale);
    for (int i = 0; i < levels.size(); i++) {
      if (i > 0) {
        slash();
      }
      component.add(new Piece.Time(levels.get(i)));
    }
  }
}
