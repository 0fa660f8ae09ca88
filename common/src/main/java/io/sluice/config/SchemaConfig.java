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

import static io.sluice.config.KeyGroup.Label.medium;

import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * How the schemas of records and of files belong together, in formats whose files have a schema.
 *
 * @param evolution what a change of schema does
 */
public record SchemaConfig(SchemaEvolution evolution) {

  public static final String SCHEMA_EVOLUTION = "schema.evolution";

  /** Adds the keys to their group. */
  static void define(KeyGroup group) {
    group.choice(
        SCHEMA_EVOLUTION,
        SchemaEvolution.ROLL,
        medium(
            Width.SHORT,
            "Schema evolution",
            "What happens when the schema of values changes, in formats whose files have a schema:"
                + " roll gives each schema files of its own; backward writes files of the newest"
                + " version seen and projects older records onto it, forward files of the oldest"
                + " version seen and projects newer records onto it; full is backward for versions"
                + " that can be projected onto each other both ways. All but roll need versions in"
                + " the schemas, and report records that cannot be projected without loss."));
  }

  /** Reads the keys. */
  static SchemaConfig from(AbstractConfig config) {
    return new SchemaConfig(Choices.read(config, SCHEMA_EVOLUTION, SchemaEvolution.class));
  }

  /** Checks the keys against the format. */
  static void check(FormatConfig format, BiConsumer<String, String> errors) {
    SchemaEvolution evolution = format.schema().evolution();
    if (evolution != SchemaEvolution.ROLL && !format.format().hasSchema()) {
      errors.accept(
          SCHEMA_EVOLUTION,
          SCHEMA_EVOLUTION
              + "="
              + Choices.name(evolution)
              + " has no meaning with "
              + FormatConfig.FORMAT
              + "="
              + Choices.name(format.format())
              + ", whose files have no schema; remove it, or use a format such as avro");
    }
  }
}
