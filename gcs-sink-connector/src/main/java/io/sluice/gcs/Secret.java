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
package io.sluice.gcs;

import java.util.function.UnaryOperator;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/** Validates a secret without printing it. */
final class Secret implements ConfigDef.Validator {
  private final String allowed;
  private final UnaryOperator<String> problem;

  private Secret(String allowed, UnaryOperator<String> problem) {
    this.allowed = allowed;
    this.problem = problem;
  }

  /**
   * Accepts an empty secret and secrets without a problem.
   *
   * @param allowed what is accepted, for the reference page
   * @param problem returns what is wrong without showing any of the secret; null if nothing is
   *     wrong
   */
  static Secret of(String allowed, UnaryOperator<String> problem) {
    return new Secret(allowed, problem);
  }

  @Override
  public void ensureValid(String key, Object value) {
    String secret = value == null ? "" : ((Password) value).value();
    String reason = secret.isEmpty() ? null : problem.apply(secret);
    if (reason != null) {
      throw new ConfigException(key, Password.HIDDEN, reason);
    }
  }

  @Override
  public String toString() {
    return allowed;
  }
}
