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
package io.sluice.format;

import io.sluice.config.AvroCodecName;
import io.sluice.config.AvroConfig;
import io.sluice.config.Choices;
import io.sluice.config.CompressionName;
import io.sluice.config.FieldsConfig;
import io.sluice.config.FormatConfig;
import io.sluice.config.FormatName;
import io.sluice.config.GivenSchemaConfig;
import io.sluice.config.RecordField;
import io.sluice.config.SchemaConfig;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;

/** Creates formats from settings and from names in the ledger. */
public final class Formats {
  private static final int NO_LIMIT = Integer.MAX_VALUE;

  private Formats() {}

  /**
   * The configured format.
   *
   * @param recordMaxBytes limit on the encoded bytes of a record, without its separator and before
   *     compression, at least 1
   * @throws ConnectException if the compression's native library does not load on this worker
   */
  public static Format of(FormatConfig config, int recordMaxBytes) {
    if (config.schema().inference() && SchemaConfig.infers(config.format())) {
      return complete(inferring(config, recordMaxBytes), config);
    }
    Format declared = config.settings().match(new ConfiguredFormat(config, recordMaxBytes));
    Format values =
        config
            .schema()
            .given()
            .map(given -> (Format) GivenFormat.of(declared, given))
            .orElse(declared);
    return complete(values, config);
  }

  /**
   * Checks the schema that the settings give for values without one.
   *
   * @param errors receives a key and its message
   */
  public static void checkGiven(FormatConfig config, BiConsumer<String, String> errors) {
    if (config.schema().given().isEmpty() || !config.format().hasSchema()) {
      return;
    }
    GivenSchemaConfig given = config.schema().given().get();
    try {
      GivenFormat.of(config.settings().match(new ConfiguredFormat(config, NO_LIMIT)), given);
    } catch (ConfigException e) {
      errors.accept(given.key(), e.getMessage());
    } catch (DataException e) {
      errors.accept(
          given.key(),
          given.key()
              + " cannot be written with "
              + FormatConfig.FORMAT
              + "="
              + Choices.name(config.format())
              + ": "
              + e.getMessage());
    }
  }

  private static Format inferring(FormatConfig config, int recordMaxBytes) {
    return InferringFormat.of(
        limit -> config.settings().match(new ConfiguredFormat(config, limit)),
        new InferringFormat.Limits(config.schema().numbers(), recordMaxBytes));
  }

  private static Format complete(Format values, FormatConfig config) {
    Format format =
        config.fields().isValueOnly() ? values : new FieldsFormat(values, config.fields());
    return DecodedFormat.writesDatums(config.format(), config.fields())
        ? format
        : new DecodedFormat(format);
  }

  /**
   * The format for writing a decided file again. It has the compression's default level, because
   * the configured level may not exist for it, and no limit on records, because a record that was
   * accepted must not be rejected now.
   *
   * @param format from {@link Format#name}
   * @param compression from {@link Format#compression}
   * @param current the settings that the ledger does not contain
   * @throws ConnectException if this version has no such format or compression, or if the
   *     compression's native library does not load on this worker
   */
  public static Format named(String format, String compression, FormatConfig current) {
    int separator = format.indexOf(FieldsFormat.SEPARATOR);
    FormatName name =
        known(FormatName.class, "format", separator < 0 ? format : format.substring(0, separator));
    FieldsConfig fields = separator < 0 ? FieldsConfig.VALUE : fields(format, separator);
    FormatConfig decided =
        name == FormatName.AVRO
            ? current.decided(avro(compression), fields, CompressionName.NONE)
            : current.decided(current.settings(name), fields, compression(name, compression));
    // Its values may have had no schema, whatever the current settings are.
    Format values =
        name.hasSchema()
            ? inferring(decided, NO_LIMIT)
            : decided.settings().match(new ConfiguredFormat(decided, NO_LIMIT));
    return complete(values, decided);
  }

  private static CompressionName compression(FormatName format, String name) {
    CompressionName compression = known(CompressionName.class, "compression", name);
    if (!format.compressions().contains(compression)) {
      throw unknown("format " + Choices.name(format) + " with compression", name);
    }
    return compression;
  }

  private static AvroConfig avro(String codec) {
    return new AvroConfig(
        known(AvroCodecName.class, "codec", codec),
        OptionalInt.empty(),
        AvroConfig.DEFAULT_BLOCK_BYTES);
  }

  private static FieldsConfig fields(String format, int separator) {
    List<RecordField> fields =
        Arrays.stream(format.substring(separator + 1).split(","))
            .map(label -> RecordField.labelled(label).orElseThrow(() -> unknown("field", label)))
            .toList();
    // The ledger does not record whether the file may contain nulls.
    return new FieldsConfig(fields, true);
  }

  private static <E extends Enum<E>> E known(Class<E> type, String what, String name) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> Choices.name(constant).equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(what, name));
  }

  private static ConnectException unknown(String what, String name) {
    return new ConnectException(
        "The ledger names a pending file of "
            + what
            + " '"
            + name
            + "', which this version does not support: a newer version of Sluice wrote it; install"
            + " that version again");
  }
}
