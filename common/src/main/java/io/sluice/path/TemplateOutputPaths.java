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

import io.sluice.config.PathSetting;
import io.sluice.record.TimestampExtractor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Evaluates the templates for the records of one partition.
 *
 * <p>A group is the directory, followed by the texts of the slots of the file name, each after a
 * line feed, which no encoded text contains. Recent groups are cached by the texts of their slots,
 * so that records which alternate between paths build no new texts.
 */
final class TemplateOutputPaths implements OutputPaths {

  /**
   * The parts of the paths.
   *
   * @param extension the extension of all file names; empty to use each file's own
   * @param directorySlots the number of slots of the directory, which come first
   */
  record Layout(
      String outputDir,
      List<PathComponent> directory,
      PathComponent file,
      Optional<String> extension,
      int directorySlots) {}

  /** The texts of all slots as a key; one mutable instance serves all lookups. */
  private static final class Texts {
    private final String[] texts;

    Texts(String[] texts) {
      this.texts = texts;
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(texts);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Texts that && Arrays.equals(texts, that.texts);
    }
  }

  private static final int MAX_KEPT = 512;

  private final Layout layout;
  private final Slot[] slots;
  private final TimestampExtractor timestamps;
  private final int directoryBudget;

  private final String[] current;
  private final Texts currentTexts;
  private final Map<Texts, String> groups = new HashMap<>();
  private final String[] latestTexts;
  private String latest;

  /**
   * @param timestamps null if no slot needs the record's time
   */
  TemplateOutputPaths(Layout layout, List<Slot> slots, TimestampExtractor timestamps) {
    this.layout = layout;
    this.slots = slots.toArray(Slot[]::new);
    this.timestamps = timestamps;
    this.directoryBudget =
        PathTemplates.directoryBudget(
            layout.outputDir(),
            layout.directory().stream().mapToInt(PathComponent::mostLevels).sum());
    this.current = new String[this.slots.length];
    this.currentTexts = new Texts(current);
    this.latestTexts = current.clone();
    this.latest = this.slots.length == 0 ? build() : null;
  }

  @Override
  public String group(SinkRecord record, long now) {
    if (slots.length == 0) {
      return latest;
    }
    long time = timestamps == null ? 0 : timestamps.millis(record, now);
    for (int i = 0; i < slots.length; i++) {
      current[i] = slots[i].text(record, time);
    }
    if (!Arrays.equals(current, latestTexts)) {
      latest = find();
      System.arraycopy(current, 0, latestTexts, 0, current.length);
    }
    return latest;
  }

  private String find() {
    String group = groups.get(currentTexts);
    if (group == null) {
      if (groups.size() == MAX_KEPT) {
        groups.clear();
      }
      group = build();
      groups.put(new Texts(current.clone()), group);
    }
    return group;
  }

  private String build() {
    String directory = directory(PathEscape.MAX_COMPONENT_BYTES);
    int limit = PathTemplates.MAX_PATH_BYTES - 1 - PathEscape.MAX_COMPONENT_BYTES;
    if (Cut.utf8Length(directory) > limit) {
      directory = directory(directoryBudget);
    }
    StringBuilder group = new StringBuilder(directory);
    for (int i = layout.directorySlots(); i < current.length; i++) {
      group.append('\n').append(current[i]);
    }
    return group.toString();
  }

  private String directory(int maxComponentBytes) {
    return PathSetting.join(
        layout.outputDir(),
        layout.directory().stream()
            .map(level -> level.assemble(current, 0, 0, maxComponentBytes))
            .collect(Collectors.joining("/")));
  }

  @Override
  public String name(String group, long start, long end, long generation, String extension) {
    String[] texts = new String[slots.length];
    String[] parts = group.split("\n", -1);
    if (parts.length != 1 + slots.length - layout.directorySlots()) {
      throw new IllegalArgumentException("Not a group of these templates: " + group);
    }
    System.arraycopy(parts, 1, texts, layout.directorySlots(), parts.length - 1);
    String suffix =
        (generation > 0 ? "+g" + generation : "") + layout.extension().orElse(extension);
    int limit = PathEscape.MAX_COMPONENT_BYTES - Cut.utf8Length(suffix);
    return PathSetting.join(parts[0], layout.file().assemble(texts, start, end, limit) + suffix);
  }

  @Override
  public String toString() {
    return layout + " " + Arrays.toString(current);
  }
}
