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

import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** The keys that only one format has. */
final class FormatKeys {

  private FormatKeys() {}

  /** Adds the keys of a format to their group. */
  static void define(FormatName format, KeyGroup group) {
    switch (format) {
      case JSON -> JsonConfig.define(group);
      case TEXT -> TextConfig.define(group);
      case BYTES -> {}
      case CSV -> CsvConfig.define(group);
      case AVRO -> AvroConfig.define(group);
      case PARQUET -> ParquetConfig.define(group);
      case ORC -> OrcConfig.define(group);
      case SEQUENCEFILE -> SequenceFileConfig.define(group);
    }
  }

  /** Reads the keys of a format. */
  static FormatSettings read(FormatName format, AbstractConfig config) {
    return switch (format) {
      case JSON -> JsonConfig.from(config);
      case TEXT -> TextConfig.from(config);
      case BYTES -> new BytesConfig();
      case CSV -> CsvConfig.from(config);
      case AVRO -> AvroConfig.from(config);
      case PARQUET -> ParquetConfig.from(config);
      case ORC -> OrcConfig.from(config);
      case SEQUENCEFILE -> SequenceFileConfig.from(config);
    };
  }

  /** The settings of a format whose keys are not set. */
  static FormatSettings defaults(FormatName format) {
    ConfigDef definition = definition(format);
    // The memory limit decides how large parts of files are.
    ResourceConfig.define(definition);
    return read(format, new AbstractConfig(definition, Map.of(), false));
  }

  /**
   * Reports each key of another format than the chosen one. Forms send every key, so a key with its
   * default is no error.
   */
  static void checkApplies(
      AbstractConfig config, FormatName chosen, BiConsumer<String, String> errors) {
    for (FormatName other : FormatName.values()) {
      if (other == chosen) {
        continue;
      }
      String name = Choices.name(other);
      for (ConfigKey key : definition(other).configKeys().values()) {
        if (!Objects.equals(config.values().get(key.name), key.defaultValue)) {
          errors.accept(
              key.name,
              "%1$s applies only to %2$s=%3$s; remove it, or set %2$s to %3$s"
                  .formatted(key.name, FormatConfig.FORMAT, name));
        }
      }
    }
  }

  private static ConfigDef definition(FormatName format) {
    ConfigDef definition = new ConfigDef();
    define(format, new KeyGroup(definition, "Format"));
    return definition;
  }
}
