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
package io.sluice.it.connector;

import io.sluice.config.KeyFamily;
import io.sluice.connect.StorageProvider;
import io.sluice.metrics.TaskMetrics;
import io.sluice.storage.LocalStorage;
import io.sluice.storage.Storage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** A local directory whose calls hang on command. */
final class HangingStorageProvider implements StorageProvider {
  /** The directory that paths are relative to. */
  static final String ROOT = "local.root";

  /** The directory of {@link Gate}. */
  static final String CONTROL = "local.control.dir";

  @Override
  public String name() {
    return "local";
  }

  @Override
  public void define(ConfigDef definition) {
    definition
        .define(ROOT, ConfigDef.Type.STRING, Importance.HIGH, "Where to write.")
        .define(CONTROL, ConfigDef.Type.STRING, Importance.HIGH, "Which calls hang.");
  }

  @Override
  public String addressKey() {
    return ROOT;
  }

  @Override
  public List<KeyFamily> keyFamilies() {
    return List.of();
  }

  @Override
  public void check(AbstractConfig config, BiConsumer<String, String> errors) {
    // Nothing can contradict.
  }

  @Override
  public void checkHost(AbstractConfig config, BiConsumer<String, String> errors) {}

  @Override
  public Storage open(AbstractConfig config, String stagingDirectory, TaskMetrics metrics) {
    return new HangingStorage(
        new LocalStorage(Path.of(config.getString(ROOT)), stagingDirectory),
        new Gate(Path.of(config.getString(CONTROL))));
  }
}
