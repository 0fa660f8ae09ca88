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
package io.sluice.it.score.formats;

import io.sluice.config.AvroCodecName;
import io.sluice.config.AvroConfig;
import io.sluice.config.Choices;
import io.sluice.config.CompressionName;
import io.sluice.config.FormatConfig;
import io.sluice.config.FormatName;
import io.sluice.it.read.RowReaders;
import io.sluice.it.score.formats.FormatMatrix.Choice;
import io.sluice.it.score.formats.Plan.Way;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One format and what compresses it, as users set them.
 *
 * @param key the setting that compresses
 * @param codec its value
 * @param way other settings, if there are any
 */
record FormatCell(String format, String key, String codec, Optional<Way> way) implements Cell {
  private static final String NONE = "none";
  private static final String AUTO = "auto";
  private static final String AVRO = Choices.name(FormatName.AVRO);
  private static final Set<String> COMPRESSED_BY_DEFAULT = Set.of(AVRO, "parquet", "orc");

  FormatCell(String format, String key, String codec) {
    this(format, key, codec, Optional.empty());
  }

  /**
   * All cells: each format with each compression, and what compresses inside of Avro files; then
   * some of them with other settings.
   */
  static List<FormatCell> all() {
    List<FormatCell> cells = new ArrayList<>();
    for (String format : Choices.names(FormatName.class)) {
      for (String compression : Choices.names(CompressionName.class)) {
        cells.add(new FormatCell(format, FormatConfig.COMPRESSION, compression));
      }
      cells.add(new FormatCell(format, FormatConfig.COMPRESSION, AUTO));
      Plan.ways(format).forEach(way -> cells.addAll(of(format, way)));
    }
    for (String codec : Choices.names(AvroCodecName.class)) {
      cells.add(new FormatCell(AVRO, AvroConfig.AVRO_CODEC, codec));
    }
    return cells;
  }

  private static List<FormatCell> of(String format, Way way) {
    String key = format.equals(AVRO) ? AvroConfig.AVRO_CODEC : FormatConfig.COMPRESSION;
    return way.codec().map(List::of).orElse(Choices.names(CompressionName.class)).stream()
        .filter(codec -> !codec.equals(NONE))
        .map(codec -> new FormatCell(format, key, codec, Optional.of(way)))
        .filter(FormatCell::isTaken)
        .toList();
  }

  private List<Corpus> corpora() {
    return way.map(Way::corpora)
        .filter(corpora -> !corpora.isEmpty())
        .orElseGet(() -> Plan.of(format).corpora());
  }

  @Override
  public String name() {
    String by = key.equals(FormatConfig.COMPRESSION) ? codec : key + " " + codec;
    return format + " x " + by + way.map(other -> " " + other.name()).orElse("");
  }

  /**
   * Whether the connector should accept it.
   *
   * @throws IllegalStateException if the matrix does not know
   */
  boolean isTaken() {
    return !key.equals(FormatConfig.COMPRESSION)
        || codec.equals(AUTO)
        || Plan.of(format).takes(codec);
  }

  /** The settings of a connector. */
  Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    settings.put(FormatConfig.FORMAT, format);
    settings.put(key, codec);
    way.ifPresent(other -> settings.putAll(other.settings()));
    return settings;
  }

  @Override
  public Outcome run(RowReaders readers, Choice choice) throws IOException, InterruptedException {
    return run(readers, choice.seed(), choice.fullRows(), choice.files());
  }

  /**
   * Runs it.
   *
   * @param rows of each corpus, a multiple of {@code files}
   * @throws IllegalStateException if something is not as it should be
   */
  Outcome run(RowReaders readers, long seed, long rows, int files)
      throws IOException, InterruptedException {
    boolean taken = isTaken();
    String refusal = TaskOnDisk.refusal(settings(), key);
    if (taken != refusal.isEmpty()) {
      throw new IllegalStateException(
          taken ? "validation refuses it: " + refusal : "validation takes it");
    }
    if (!taken) {
      return new Outcome(refusal, 0, 0, Set.of());
    }
    RowCheck check = new RowCheck(readers, this, seed);
    for (Corpus corpus : corpora()) {
      try (TaskOnDisk task = TaskOnDisk.start(settings(), corpus, seed, rows / files)) {
        task.deliver(rows);
        check.check(corpus, task.output(), rows);
      }
    }
    return new Outcome("", check.rows(), check.files(), check.readers());
  }

  /** Whether a reader should report this compression. */
  boolean isCodec(String found) {
    boolean whole = key.equals(FormatConfig.COMPRESSION);
    if (codec.equals(AUTO) || whole && format.equals(AVRO)) {
      return found.equals(COMPRESSED_BY_DEFAULT.contains(format) ? "snappy" : NONE);
    }
    return found.equals(codec);
  }
}
