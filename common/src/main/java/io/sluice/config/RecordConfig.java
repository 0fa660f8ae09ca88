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
import static io.sluice.config.KeyGroup.Label.medium;

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * Which records are written.
 *
 * @param nullValues what happens to records whose value is null
 * @param maxBytes size of the largest value that is not reported, at least 1
 */
public record RecordConfig(NullValues nullValues, int maxBytes) {

  public static final String NULL_VALUES = "null.values";
  public static final String RECORD_MAX_BYTES = "record.max.bytes";

  /** Adds the keys of this group. */
  public static void define(ConfigDef definition) {
    new KeyGroup(definition, "Records")
        .choice(
            NULL_VALUES,
            NullValues.SKIP,
            medium(
                    Width.SHORT,
                    "Null values",
                    "What happens to records whose value is null (tombstones).")
                .value("skip", "they are not written")
                .value(
                    "write",
                    "they are written with a null, which requires `format=json` or several"
                        + " `record.fields`")
                .value("report", "Connect's errant-record reporter receives them")
                .value("fail", "the task fails"))
        .count(
            RECORD_MAX_BYTES,
            16 * 1024 * 1024,
            Validators.range(1, Integer.MAX_VALUE, Unit.BYTES),
            low(
                    Width.MEDIUM,
                    "Largest record",
                    "The size of the largest record that is written.",
                    "Connect's errant-record reporter receives a record with a larger value.")
                .example("1048576"));
  }

  /** Reads the keys of this group. */
  public static RecordConfig from(AbstractConfig config) {
    return new RecordConfig(
        Choices.read(config, NULL_VALUES, NullValues.class), config.getInt(RECORD_MAX_BYTES));
  }
}
