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

import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** All settings except those of one store. */
public record SinkConfig(
    LayoutConfig layout,
    TimestampConfig timestamp,
    RollConfig roll,
    FormatConfig format,
    RecordConfig record,
    ResourceConfig resources,
    FaultConfig faults,
    LedgerConfig ledger,
    KafkaConfig kafka) {

  /** Adds the keys of all groups. */
  public static void define(ConfigDef definition) {
    LayoutConfig.define(definition);
    TimestampConfig.define(definition);
    RollConfig.define(definition);
    FormatConfig.define(definition);
    RecordConfig.define(definition);
    ResourceConfig.define(definition);
    FaultConfig.define(definition);
    LedgerConfig.define(definition);
    KafkaConfig.define(definition);
  }

  /**
   * Reads all groups.
   *
   * @param config parsed by a definition with the keys of {@link #define}
   */
  public static SinkConfig from(AbstractConfig config) {
    return new SinkConfig(
        LayoutConfig.from(config),
        TimestampConfig.from(config),
        RollConfig.from(config),
        FormatConfig.from(config),
        RecordConfig.from(config),
        ResourceConfig.from(config),
        FaultConfig.from(config),
        LedgerConfig.from(config),
        KafkaConfig.from(config));
  }

  /**
   * Finds settings that are valid alone and contradict each other. The parser of templates checks
   * templates.
   *
   * @param config parsed by a definition with the keys of {@link #define}
   * @param errors receives a key and its message for each contradiction
   */
  public static void check(AbstractConfig config, BiConsumer<String, String> errors) {
    LayoutConfig.check(config, errors);
    TimestampConfig.check(config, errors);
    FormatConfig.check(config, errors);
    ResourceConfig.check(config, FormatConfig.from(config).settings(), errors);
    checkNullValues(from(config), errors);
    FaultConfig.check(config, errors);
    KafkaConfig.check(config, errors);
  }

  private static void checkNullValues(SinkConfig config, BiConsumer<String, String> errors) {
    if (config.record().nullValues() == NullValues.WRITE
        && config.format().format() != FormatName.JSON
        && !config.format().fields().isRow()) {
      errors.accept(
          RecordConfig.NULL_VALUES,
          RecordConfig.NULL_VALUES
              + "=write requires files that can contain a null: use "
              + FormatConfig.FORMAT
              + "=json, add another field to "
              + FieldsConfig.RECORD_FIELDS
              + ", or choose skip or report");
    }
  }
}
