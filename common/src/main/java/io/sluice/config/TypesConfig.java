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

import static io.sluice.config.KeyGroup.Label.low;

import java.util.List;
import java.util.Set;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * The types of values in files of any format that has types.
 *
 * @param largeDecimals what happens to decimals that may have more than 38 digits
 * @param plain names of schemas whose values are written as the numbers and texts that they are
 */
public record TypesConfig(LargeDecimal largeDecimals, Set<String> plain) {

  public static final String DECIMAL_LARGE = "decimal.large";
  public static final String TYPES_PLAIN = "types.plain";

  /** The types unless the user chooses others. */
  public static final TypesConfig DEFAULT = new TypesConfig(LargeDecimal.TEXT, Set.of());

  private static final String CONNECT = "org.apache.kafka.connect.data.";

  public TypesConfig {
    plain = Set.copyOf(plain);
  }

  /** Adds the keys to their group. */
  static void define(KeyGroup group) {
    group
        .choice(
            DECIMAL_LARGE,
            DEFAULT.largeDecimals(),
            low(
                    Width.SHORT,
                    "Large decimals",
                    "What happens to values of Connect's type Decimal that may have more than 38"
                        + " digits, in `avro`, `parquet` and `orc`.",
                    "Most readers refuse a file with such a column. A Decimal without a precision"
                        + " may have 38 digits, or more if its scale is above 38.")
                .value("text", "they are written as texts in plain notation")
                .value("reject", "their records are reported"))
        .add(
            TYPES_PLAIN,
            ConfigDef.Type.LIST,
            List.of(),
            Validators.each("names of schemas, separated by commas", TypesConfig::plainProblem),
            low(
                    Width.LONG,
                    "Plain types",
                    "The names of schemas that determine no type, so that their values are written as"
                        + " the numbers and texts that they are.",
                    "Without it, names such as `io.debezium.time.MicroTime` determine the type in"
                        + " files, and values that do not fit the type are reported: a time of day"
                        + " above 24 hours, for example.")
                .example("io.debezium.time.MicroTime,io.debezium.time.ZonedTimestamp"));
  }

  /** Reads the keys. */
  static TypesConfig from(AbstractConfig config) {
    return new TypesConfig(
        Choices.read(config, DECIMAL_LARGE, LargeDecimal.class),
        Set.copyOf(config.getList(TYPES_PLAIN)));
  }

  /** For records that were accepted with other settings: rejects none. */
  TypesConfig accepting() {
    return new TypesConfig(LargeDecimal.TEXT, plain);
  }

  private static String plainProblem(String name) {
    if (name.isEmpty()) {
      return "has an empty name; remove a comma";
    }
    return name.startsWith(CONNECT)
        ? "has " + name + ", but values of Connect's types are never numbers or texts; remove it"
        : null;
  }
}
