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

import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * Settings of JSON files.
 *
 * @param decimal how decimals are written
 * @param time how dates and times are written
 */
public record JsonConfig(JsonDecimal decimal, JsonTime time) implements FormatSettings {

  public static final String JSON_DECIMAL = "json.decimal";
  public static final String JSON_TIME = "json.time";

  /** Adds the keys to their group. */
  static void define(KeyGroup group) {
    group
        .choice(
            JSON_DECIMAL,
            JsonDecimal.NUMBER,
            low(
                    Width.SHORT,
                    "JSON decimals",
                    "How JSON files represent values of Connect's type Decimal.")
                .value("number", "a number with all digits")
                .value("string", "a string with all digits, for readers that round numbers")
                .value("base64", "the default of Connect's JSON converter"))
        .choice(
            JSON_TIME,
            JsonTime.ISO,
            low(
                    Width.SHORT,
                    "JSON times",
                    "How JSON files represent dates and times.",
                    "This includes values whose schema has a name of Debezium or of Avro's logical"
                        + " types, such as `io.debezium.time.MicroTimestamp`. A time that is sent as a"
                        + " text stays as it is.")
                .value("iso", "texts of ISO 8601, such as `2026-01-31T10:15:30.000Z`")
                .value(
                    "number",
                    "numbers in the unit of the schema: days for dates, and for Connect's Time and"
                        + " Timestamp milliseconds since midnight or since the epoch"));
  }

  /** Reads the keys. */
  static JsonConfig from(AbstractConfig config) {
    return new JsonConfig(
        Choices.read(config, JSON_DECIMAL, JsonDecimal.class),
        Choices.read(config, JSON_TIME, JsonTime.class));
  }

  @Override
  public FormatName format() {
    return FormatName.JSON;
  }

  @Override
  public <T> T match(Cases<T> cases) {
    return cases.json(this);
  }
}
