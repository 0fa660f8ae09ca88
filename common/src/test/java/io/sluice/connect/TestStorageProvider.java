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
package io.sluice.connect;

import io.sluice.config.KeyFamily;
import io.sluice.metrics.TaskMetrics;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * A store without keys.
 *
 * @param opening opens the storage with the connector's settings
 */
record TestStorageProvider(Opening opening) implements StorageProvider {

  /** Opens a storage, or fails to. */
  @FunctionalInterface
  interface Opening {
    Storage with(AbstractConfig config) throws StorageException;
  }

  /** A store on a storage that the test holds. */
  static TestStorageProvider on(Storage storage) {
    return new TestStorageProvider(config -> storage);
  }

  /** A store that cannot be opened. */
  static TestStorageProvider failing(StorageException error) {
    return new TestStorageProvider(
        config -> {
          throw error;
        });
  }

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public void define(ConfigDef definition) {}

  @Override
  public String addressKey() {
    return "output.dir";
  }

  @Override
  public List<KeyFamily> keyFamilies() {
    return List.of();
  }

  @Override
  public void check(AbstractConfig config, BiConsumer<String, String> errors) {}

  @Override
  public void checkHost(AbstractConfig config, BiConsumer<String, String> errors) {}

  @Override
  public Storage open(AbstractConfig config, String stagingDirectory, TaskMetrics metrics)
      throws StorageException {
    return opening.with(config);
  }
}
