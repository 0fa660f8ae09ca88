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
package io.sluice.simulator;

import io.sluice.config.KeyFamily;
import io.sluice.connect.StorageProvider;
import io.sluice.metrics.TaskMetrics;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The store of one simulated process. */
record SimulatedStorageProvider(Storage storage, SimulatedStorage.Calls calls)
    implements StorageProvider {

  @Override
  public String name() {
    return "simulated";
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
    return calls.invoke(StorageCall.OPEN, false, "store", () -> storage);
  }
}
