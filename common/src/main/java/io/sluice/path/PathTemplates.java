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
import io.sluice.config.TimestampConfig;
import io.sluice.path.Piece.FieldSource;
import io.sluice.path.Piece.Literal;
import io.sluice.path.Piece.Value;
import io.sluice.record.TimestampExtractor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;

/**
 * The templates of a connector, parsed once. Safe for any thread. Each partition evaluates them
 * with its own {@link OutputPaths}.
 */
public final class PathTemplates {

  /**
   * The longest path below a store's root, in bytes. Stores accept 1024 bytes; the rest is for
   * their prefix.
   */
  static final int MAX_PATH_BYTES = 900;

  private static final int MIN_DIRECTORY_BYTES = Cut.MIN_BYTES + 6;

  private final LayoutConfig layout;
  private final List<List<Piece>> directory;
  private final List<Piece> file;
  private final TimestampExtractor timestamps;

  private PathTemplates(
      LayoutConfig layout,
      List<List<Piece>> directory,
      List<Piece> file,
      TimestampExtractor timestamps) {
    this.layout = layout;
    this.directory = directory;
    this.file = file;
    this.timestamps = timestamps;
  }

  /**
   * Parses the templates.
   *
   * @throws ConfigException if a template is refused; its message names the key, the token and the
   *     remedy
   */
  public static PathTemplates parse(
      LayoutConfig layout, TimestampConfig timestamp, String connectorName) {
    return parse(
        layout,
        timestamp,
        connectorName,
        (key, message) -> {
          throw new ConfigException(message);
        });
  }

  /**
   * Checks the templates, as part of the validation of a connector's settings.
   *
   * @param config parsed by a definition with the keys of {@link LayoutConfig} and {@link
   *     TimestampConfig}
   * @param errors takes a key and its message for each template that is refused
   */
  public static void check(AbstractConfig config, BiConsumer<String, String> errors) {
    parse(
        LayoutConfig.from(config),
        TimestampConfig.from(config),
        String.valueOf(config.originals().get("name")),
        errors);
  }

  private static PathTemplates parse(
      LayoutConfig layout,
      TimestampConfig timestamp,
      String connectorName,
      BiConsumer<String, String> errors) {
    List<List<Piece>> directory = null;
    try {
      directory = TemplateParser.directory(layout, connectorName);
    } catch (IllegalArgumentException e) {
      errors.accept(LayoutConfig.DIRECTORY_TEMPLATE, message(LayoutConfig.DIRECTORY_TEMPLATE, e));
    }
    List<Piece> file = null;
    try {
      file = TemplateParser.file(layout, connectorName);
    } catch (IllegalArgumentException e) {
      errors.accept(LayoutConfig.FILE_TEMPLATE, message(LayoutConfig.FILE_TEMPLATE, e));
    }
    if (directory == null || file == null) {
      return null;
    }
    String problem = NameUniqueness.problem(directory, file);
    if (problem != null) {
      errors.accept(LayoutConfig.FILE_TEMPLATE, LayoutConfig.FILE_TEMPLATE + ": " + problem);
    }
    boolean hasLevels = directory.stream().anyMatch(PathTemplates::hasLevels);
    if (hasLevels && file.stream().noneMatch(PathTemplates::hasPlus)) {
      errors.accept(
          LayoutConfig.FILE_TEMPLATE,
          LayoutConfig.FILE_TEMPLATE
              + ": "
              + LayoutConfig.DIRECTORY_TEMPLATE
              + " has a value with levels, and a level could have the name of a file; add a +,"
              + " which no level contains");
    }
    int levels = directory.size() + (hasLevels ? Piece.Value.MOST_LEVELS - 1 : 0);
    if (directoryBudget(layout.outputDir(), levels) < MIN_DIRECTORY_BYTES) {
      errors.accept(
          LayoutConfig.DIRECTORY_TEMPLATE,
          LayoutConfig.DIRECTORY_TEMPLATE
              + ": paths could become longer than stores accept; use fewer levels of"
              + " directories, or a shorter "
              + LayoutConfig.OUTPUT_DIR);
    }
    return new PathTemplates(
        layout,
        directory,
        file,
        new TimestampExtractor(timestamp, layout.timezone(), layout.locale()));
  }

  private static boolean hasLevels(List<Piece> component) {
    return component.get(0) instanceof Piece.Value value && value.levels();
  }

  private static boolean hasPlus(Piece piece) {
    return piece instanceof Piece.Literal literal && literal.text().indexOf('+') >= 0;
  }

  private static String message(String key, IllegalArgumentException e) {
    return key + ": " + e.getMessage();
  }

  /**
   * The most bytes of each level of directories if all levels are long and the file name has full
   * length.
   */
  static int directoryBudget(String outputDir, int levels) {
    int remaining =
        MAX_PATH_BYTES - Cut.utf8Length(outputDir) - 1 - PathEscape.MAX_COMPONENT_BYTES - levels;
    return remaining / Math.max(1, levels);
  }

  /**
   * The fields of the value, by their names, whose whole value is a level of directories: {@code
   * region} in {@code {value.region}} and {@code r={value.region}}.
   */
  public Set<String> valueFields() {
    Set<String> fields = new HashSet<>();
    for (List<Piece> level : directory) {
      boolean prefixed =
          level.size() == 2 && level.get(0) instanceof Literal text && text.text().endsWith("=");
      Piece last = level.get(level.size() - 1);
      if ((level.size() == 1 || prefixed)
          && last instanceof Value value
          && value.source() instanceof FieldSource source) {
        source.field().valueField().ifPresent(fields::add);
      }
    }
    return fields;
  }

  /**
   * The paths of one topic partition.
   *
   * @param sourceTopic the topic that the offsets belong to, before transforms
   * @param partition the partition that the offsets belong to
   */
  public OutputPaths forPartition(String sourceTopic, int partition) {
    PartitionPaths paths = new PartitionPaths(sourceTopic, partition);
    List<PathComponent> levels = directory.stream().map(paths::component).toList();
    int directorySlots = paths.slots().size();
    PathComponent name = paths.component(file);
    return new TemplateOutputPaths(
        new TemplateOutputPaths.Layout(
            layout.outputDir(), levels, name, layout.fileExtension(), directorySlots),
        paths.slots(),
        paths.needsTime() ? timestamps : null);
  }
}
