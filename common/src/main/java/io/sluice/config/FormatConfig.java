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

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * What files look like inside.
 *
 * @param format the file format
 * @param compression what compresses it
 * @param compressionLevel empty for the compression's own default
 * @param textSeparator what follows each record in {@link FormatName#TEXT}; may be empty
 * @param avro what files of {@link FormatName#AVRO} look like
 */
public record FormatConfig(
    FormatName format,
    CompressionName compression,
    OptionalInt compressionLevel,
    String textSeparator,
    AvroConfig avro) {

  public static final String FORMAT = "format";
  public static final String COMPRESSION = "compression";
  public static final String COMPRESSION_LEVEL = "compression.level";
  public static final String TEXT_SEPARATOR = "text.separator";

  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:u[0-9a-fA-F]{4}|[nrts\\\\])?");

  /** Adds the keys of this group. */
  public static void define(ConfigDef definition) {
    KeyGroup group = new KeyGroup(definition, "Format");
    group
        .choice(
            FORMAT,
            FormatName.JSON,
            high(
                Width.SHORT,
                "Format",
                "The file format: json writes one document per line, text the value as text"
                    + " followed by text.separator, bytes the bytes of the values one after the"
                    + " other, avro object container files of one schema each, so that records of"
                    + " two schemas go into two files."))
        .choice(
            COMPRESSION,
            CompressionName.NONE,
            medium(Width.SHORT, "Compression", "How files are compressed."))
        .add(
            COMPRESSION_LEVEL,
            ConfigDef.Type.INT,
            null,
            Validators.optional(Validators.range(1, 19, "", "")),
            low(
                Width.SHORT,
                "Compression level",
                "1 is fastest: up to 9 with gzip, up to 19 with zstd. Without it each compression"
                    + " uses its own default."))
        .text(
            TEXT_SEPARATOR,
            "\\n",
            Validators.text("any text, with escapes", FormatConfig::separatorProblem),
            low(
                Width.SHORT,
                "Text separator",
                "What follows each record of the text format; may be empty. \\n is a line feed, \\r a"
                    + " carriage return, \\t a tab, \\s a space, \\\\ a backslash, and \\u with four"
                    + " hexadecimal digits any other character."));
    AvroConfig.define(group);
  }

  /** Reads the keys of this group. */
  public static FormatConfig from(AbstractConfig config) {
    Integer level = config.getInt(COMPRESSION_LEVEL);
    return new FormatConfig(
        Choices.read(config, FORMAT, FormatName.class),
        Choices.read(config, COMPRESSION, CompressionName.class),
        level == null ? OptionalInt.empty() : OptionalInt.of(level),
        separator(config),
        AvroConfig.from(config));
  }

  private static String separator(AbstractConfig config) {
    // Parsed values have lost the white space at their ends, which here is what counts.
    return config.originals().get(TEXT_SEPARATOR) instanceof String text
        ? unescape(text)
        : unescape(config.getString(TEXT_SEPARATOR));
  }

  private static String separatorProblem(String value) {
    try {
      return StandardCharsets.UTF_8.newEncoder().canEncode(unescape(value))
          ? null
          : "half of a surrogate pair is not a character";
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  private static String unescape(String text) {
    StringBuilder plain = new StringBuilder();
    Matcher escapes = ESCAPE.matcher(text);
    while (escapes.find()) {
      String escape = escapes.group();
      char replacement =
          switch (escape.length() < 2 ? ' ' : escape.charAt(1)) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 's' -> ' ';
            case '\\' -> '\\';
            case 'u' -> (char) Integer.parseInt(escape.substring(2), 16);
            default ->
                throw new IllegalArgumentException(
                    "a backslash must be followed by n, r, t, s, u and four hexadecimal digits, or"
                        + " another backslash");
          };
      escapes.appendReplacement(plain, "");
      plain.append(replacement);
    }
    return escapes.appendTail(plain).toString();
  }

  /** Checks the keys of this group against each other. */
  static void check(AbstractConfig config, BiConsumer<String, String> errors) {
    FormatConfig format = from(config);
    CompressionName compression = format.compression();
    if (format.compressionLevel().isPresent()) {
      int level = format.compressionLevel().getAsInt();
      String name = Choices.name(compression);
      if (!compression.hasLevels()) {
        errors.accept(
            COMPRESSION_LEVEL,
            COMPRESSION_LEVEL
                + " has no meaning with "
                + COMPRESSION
                + "="
                + name
                + "; remove it, or use gzip or zstd");
      } else if (level < compression.minLevel() || level > compression.maxLevel()) {
        errors.accept(
            COMPRESSION_LEVEL,
            COMPRESSION_LEVEL
                + " must be from "
                + compression.minLevel()
                + " to "
                + compression.maxLevel()
                + " with "
                + COMPRESSION
                + "="
                + name);
      }
    }
    AvroConfig.check(format, config, errors);
    if (config.originals().containsKey(TEXT_SEPARATOR) && format.format() != FormatName.TEXT) {
      errors.accept(
          TEXT_SEPARATOR,
          TEXT_SEPARATOR
              + " applies to "
              + FORMAT
              + "=text only; remove it, or set "
              + FORMAT
              + " to text");
    }
  }
}
