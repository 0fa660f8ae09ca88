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

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.config.AbstractConfig;

/** Enum constants as configuration values, in lower case: {@code skip} for {@code SKIP}. */
public final class Choices {
  /** The value of a key that makes the connector choose. */
  static final String AUTO = "auto";

  private Choices() {}

  /** The configuration value of a constant. */
  public static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** The configuration values of all constants, in their order. */
  public static <E extends Enum<E>> List<String> names(Class<E> type) {
    return Arrays.stream(type.getEnumConstants()).map(Choices::name).toList();
  }

  /** Reads a key that was added with {@link KeyGroup#choice}. */
  public static <E extends Enum<E>> E read(AbstractConfig config, String key, Class<E> type) {
    return Enum.valueOf(type, config.getString(key).toUpperCase(Locale.ROOT));
  }

  /** Reads a key that was added with {@link KeyGroup#choiceOrAuto}. */
  static <E extends Enum<E>> E readOrAuto(AbstractConfig config, String key, E auto) {
    return config.getString(key).equals(AUTO) ? auto : read(config, key, auto.getDeclaringClass());
  }
}
