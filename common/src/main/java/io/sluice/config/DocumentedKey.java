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

import io.sluice.config.KeyGroup.Label;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;

/** A key with the parts of its reference page that {@link ConfigKey} has no place for. */
final class DocumentedKey extends ConfigKey {
  private final Label label;

  /**
   * Throws a ConfigException if the key refuses its default or its example. The example of a secret
   * is not checked, because it refers to a config provider.
   */
  DocumentedKey(
      String key,
      ConfigDef.Type type,
      Object defaultValue,
      ConfigDef.Validator validator,
      ConfigDef.Recommender recommender,
      String group,
      int order,
      Label label) {
    super(
        key,
        type,
        defaultValue,
        validator,
        label.importance(),
        label.documentation() + unitOf(validator).sentence(),
        group,
        order,
        label.width(),
        label.displayName(),
        List.of(),
        recommender,
        false);
    this.label = label;
    if (!label.example().isEmpty() && type != ConfigDef.Type.PASSWORD && validator != null) {
      validator.ensureValid(key, ConfigDef.parseType(key, label.example(), type));
    }
  }

  Label label() {
    return label;
  }

  /** The unit of a numeric value; {@link Unit#NONE} for all others. */
  Unit unit() {
    return unitOf(validator);
  }

  private static Unit unitOf(ConfigDef.Validator validator) {
    return validator instanceof Validators.Measured measured ? measured.unit() : Unit.NONE;
  }
}
