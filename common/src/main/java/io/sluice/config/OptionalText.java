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

import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;

/** Text settings that may be empty. */
public final class OptionalText {
  private OptionalText() {}

  /** The value of a key; empty if it is not set or is the empty text. */
  public static Optional<String> read(AbstractConfig config, String key) {
    return Optional.ofNullable(config.getString(key)).filter(value -> !value.isEmpty());
  }
}
