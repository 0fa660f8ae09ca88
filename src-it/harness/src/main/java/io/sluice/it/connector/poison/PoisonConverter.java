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
package io.sluice.it.connector.poison;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.connect.components.Versioned;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;

/** Creates the key and the value that a {@link PoisonMessage} names. */
public final class PoisonConverter implements Converter, Versioned {
  /** The values of good records: a {@link GoodValue} in lower case. */
  public static final String GOOD = "good";

  private static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(
              GOOD,
              ConfigDef.Type.STRING,
              GoodValue.ROW.name(),
              Importance.MEDIUM,
              "The values of good records.");

  private GoodValue good = GoodValue.ROW;
  private boolean isKey;

  @Override
  public String version() {
    return AppInfoParser.getVersion();
  }

  @Override
  public ConfigDef config() {
    return new ConfigDef(DEFINITION);
  }

  @Override
  public void configure(Map<String, ?> settings, boolean isKey) {
    this.isKey = isKey;
    String name = (String) DEFINITION.parse(settings).get(GOOD);
    this.good = GoodValue.valueOf(name.toUpperCase(Locale.ROOT));
  }

  @Override
  public SchemaAndValue toConnectData(String topic, byte[] bytes) {
    PoisonMessage message = PoisonMessage.decode(bytes);
    Optional<Recipe> recipe = message.kind().map(PoisonKind::recipe);
    long number = message.number();
    if (isKey) {
      return recipe.flatMap(Recipe::key).orElse(Place::good).apply(number);
    }
    return recipe.flatMap(Recipe::value).orElse(good::of).apply(number);
  }

  /** Not supported, since the converter is for sinks. */
  @Override
  public byte[] fromConnectData(String topic, Schema schema, Object value) {
    throw new DataException("this converter only reads");
  }
}
