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

import static io.sluice.config.KeyGroup.Label.high;
import static io.sluice.config.KeyGroup.Label.low;
import static io.sluice.config.KeyGroup.Label.medium;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * Where files and ledgers are written.
 *
 * @param directoryTemplate the directory below {@code outputDir}, with tokens; the parser of
 *     templates checks its syntax
 * @param fileTemplate the file name without extension, with tokens; checked likewise
 * @param fileExtension with its leading dot; empty for that of format and compression
 * @param outputDir relative to the store's root, without slashes at its ends; empty is the root
 * @param ledgerDir relative to the store's root, without slashes at its ends
 * @param ledgerId the name under which the ledger is kept, not yet encoded; empty for the
 *     connector's own name
 * @param timezone the zone of time tokens and schedules
 * @param locale the language of month and day names
 */
public record LayoutConfig(
    String directoryTemplate,
    String fileTemplate,
    Optional<String> fileExtension,
    String outputDir,
    String ledgerDir,
    Optional<String> ledgerId,
    ZoneId timezone,
    Locale locale) {

  public static final String DIRECTORY_TEMPLATE = "directory.template";
  public static final String FILE_TEMPLATE = "file.template";
  public static final String FILE_EXTENSION = "file.extension";
  public static final String OUTPUT_DIR = "output.dir";
  public static final String LEDGER_DIR = "ledger.dir";
  public static final String LEDGER_ID = "ledger.id";
  public static final String TIMEZONE = "timezone";
  public static final String LOCALE = "locale";

  private static final String DEFAULT_DIRECTORY = "{topic}/partition={partition}";
  private static final Pattern EXTENSION = Pattern.compile("(\\.[A-Za-z0-9_-]{1,32}){1,4}");
  private static final String DEFAULT_FILE = "{topic}+{partition}+{start}+{end}";

  /** Adds the keys of this group. */
  public static void define(ConfigDef definition) {
    new KeyGroup(definition, "Layout")
        .text(
            OUTPUT_DIR,
            "topics",
            Validators.text("a path, or empty for the root", PathSetting::problem),
            high(
                    Width.LONG,
                    "Output directory",
                    "The directory that all output is written to, relative to the root of the"
                        + " store.")
                .example("data/raw"))
        .text(
            DIRECTORY_TEMPLATE,
            DEFAULT_DIRECTORY,
            Validators.text("a template", LayoutConfig::directoryProblem),
            high(
                    Width.LONG,
                    "Directory template",
                    "The directory of a record below `output.dir`.",
                    "Tokens: `{topic}` (after transformations), `{source.topic}` (before them),"
                        + " `{partition}`, `{key}`, `{key.a}`, `{value.a.b}`, `{header.x}`,"
                        + " `{schema.name}`, `{schema.version}`, `{timestamp:yyyy-MM-dd}`,"
                        + " `{timestamp:HHmm/15m}` (rounded down to 15 minutes), `{connector}`.",
                    "A fallback follows a bar: `{value.region|unknown}`.",
                    "`{value.a.b}` reads the field `a.b` of a value without a field `b` in `a`.",
                    "For `{header.x}`, set the connector's `header.converter` to"
                        + " `org.apache.kafka.connect.storage.StringConverter`: Connect's default"
                        + " converter parses texts, so that `007` becomes `7`.",
                    "A value is always one path component. ASCII characters other than letters, digits"
                        + " and `-._~` become `%XX`, as does a `.` or `_` at the beginning; other"
                        + " characters are not encoded. Spark, Hive and DuckDB decode that when they"
                        + " read `name={value.region}` as a column.",
                    "`{value.path:levels}` is as many levels as the text has, separated by slashes; at"
                        + " most 8, the last of which contains all further slashes. It is a whole"
                        + " level of the template. Each level is encoded as a value, so `..` becomes"
                        + " `%2E.` and an empty level `%empty`.",
                    "Null becomes `__HIVE_DEFAULT_PARTITION__` in such a level, which these readers"
                        + " read as NULL, and `%null` elsewhere. The empty text becomes `%empty`. A"
                        + " value of more than 255 bytes is cut, and ends with `%~` and a hash.")
                .example("{topic}/dt={timestamp:yyyy-MM-dd}"))
        .text(
            FILE_TEMPLATE,
            DEFAULT_FILE,
            Validators.text("a template", LayoutConfig::fileProblem),
            medium(
                    Width.LONG,
                    "File template",
                    "The file name without its extension.",
                    "Besides the tokens of `directory.template` it may contain `{start}` and `{end}`,"
                        + " the first and the last offset with at least ten digits. In a file name,"
                        + " `{topic}` and `{partition}` are those in Kafka, to which the offsets"
                        + " belong. The name must be unique per topic, partition and offset.")
                .example("{topic}-{partition}-{start}"))
        .text(
            FILE_EXTENSION,
            "",
            Validators.optional(Validators.text("an extension", LayoutConfig::extensionProblem)),
            low(Width.SHORT, "File extension", "The extension of file names.")
                .value("", "what readers expect for `format` and `compression`, such as `.json.gz`")
                .example(".log"))
        .text(
            TIMEZONE,
            "UTC",
            timezoneValidator(),
            medium(
                    Width.MEDIUM,
                    "Time zone",
                    "The time zone of `{timestamp:…}` tokens and of `roll.schedule.ms`.")
                .example("Europe/Berlin"))
        .text(
            LOCALE,
            "en",
            Validators.text("a language tag", LayoutConfig::localeProblem),
            low(
                    Width.SHORT,
                    "Locale",
                    "The language of the names of months and days in time patterns.")
                .example("de-DE"))
        .text(
            LEDGER_DIR,
            "_sluice",
            Validators.text("a path", LayoutConfig::ledgerDirProblem),
            low(
                    Width.LONG,
                    "Ledger directory",
                    "The directory of the ledgers, which make the output exactly-once.",
                    "The path is relative to `output.dir`, or with a leading slash to the root of the"
                        + " store. Inside `output.dir` its name must begin with `_` or `.`, so that"
                        + " readers skip it. Nothing but the connector may change its contents.")
                .example("/ledgers"))
        .text(
            LEDGER_ID,
            "",
            Validators.text("any name, or empty", value -> null),
            low(
                    Width.MEDIUM,
                    "Ledger name",
                    "The name under which the connector keeps its ledger.",
                    "A connector that was renamed, or that takes over the work of another one, is"
                        + " given the old connector's name here.")
                .value("", "the connector's name")
                .example("orders-sink"));
  }

  /** Reads the keys of this group. */
  public static LayoutConfig from(AbstractConfig config) {
    String outputDir = PathSetting.relative(config.getString(OUTPUT_DIR));
    String ledgerDir = config.getString(LEDGER_DIR);
    return new LayoutConfig(
        config.getString(DIRECTORY_TEMPLATE),
        config.getString(FILE_TEMPLATE),
        OptionalText.read(config, FILE_EXTENSION),
        outputDir,
        ledgerDir.startsWith("/")
            ? PathSetting.relative(ledgerDir)
            : PathSetting.join(outputDir, PathSetting.relative(ledgerDir)),
        Optional.of(config.getString(LEDGER_ID)).filter(id -> !id.isEmpty()),
        ZoneId.of(config.getString(TIMEZONE)),
        Locale.forLanguageTag(config.getString(LOCALE)));
  }

  /** Checks the keys of this group against each other. */
  static void check(AbstractConfig config, BiConsumer<String, String> errors) {
    LayoutConfig layout = from(config);
    String output = layout.outputDir();
    String ledger = layout.ledgerDir();
    if (PathSetting.isWithin(ledger, output)) {
      errors.accept(
          LEDGER_DIR,
          LEDGER_DIR
              + " must not be "
              + OUTPUT_DIR
              + " or a directory above it; choose a separate directory such as _sluice");
    } else if (PathSetting.isWithin(output, ledger)) {
      String below = output.isEmpty() ? ledger : ledger.substring(output.length() + 1);
      if (!below.startsWith("_") && !below.startsWith(".")) {
        errors.accept(
            LEDGER_DIR,
            LEDGER_DIR
                + " inside "
                + OUTPUT_DIR
                + " must have a name that begins with _ or ., so that no topic can have the same"
                + " name and readers skip it; write _"
                + below);
      }
    }
  }

  private static String directoryProblem(String value) {
    return value.startsWith("/") || value.endsWith("/")
        ? "must neither begin nor end with a slash; write it relative to output.dir"
        : null;
  }

  private static String fileProblem(String value) {
    return value.isEmpty() ? "must not be empty; write a template such as " + DEFAULT_FILE : null;
  }

  private static String extensionProblem(String value) {
    return EXTENSION.matcher(value).matches()
        ? null
        : "must begin with a dot, and consist of letters, digits, hyphens and underscores between"
            + " dots; write for example .log or .log.gz";
  }

  private static String ledgerDirProblem(String value) {
    return PathSetting.relative(value).isEmpty()
        ? "must not be the root; write a directory such as _sluice"
        : PathSetting.problem(value);
  }

  /** Accepts the name or the offset of a time zone. */
  public static Validator timezoneValidator() {
    return Validators.text("a time zone", LayoutConfig::timezoneProblem);
  }

  private static String timezoneProblem(String value) {
    try {
      ZoneId.of(value);
      return null;
    } catch (DateTimeException e) {
      return "not a known time zone; write a region such as America/Los_Angeles, UTC, or an offset"
          + " such as +05:30";
    }
  }

  private static String localeProblem(String value) {
    try {
      String language = new Locale.Builder().setLanguageTag(value).build().getLanguage();
      if (Arrays.stream(Locale.getAvailableLocales())
          .anyMatch(l -> !language.isEmpty() && l.getLanguage().equals(language))) {
        return null;
      }
    } catch (IllformedLocaleException e) {
      // The message below also covers languages that are well formed but unknown.
    }
    return "not a known language; write a language tag such as en or de-DE";
  }
}
