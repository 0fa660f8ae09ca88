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

import io.sluice.config.FaultConfig;
import io.sluice.config.KeyFamily;
import io.sluice.connect.StorageProvider;
import io.sluice.metrics.TaskMetrics;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Storage on Google Cloud Storage. */
public final class GcsStorageProvider implements StorageProvider {

  @Override
  public String name() {
    return "gcs";
  }

  @Override
  public void define(ConfigDef definition) {
    GcsConfig.define(definition);
  }

  @Override
  public String addressKey() {
    return GcsConfig.BUCKET;
  }

  @Override
  public List<KeyFamily> keyFamilies() {
    return List.of(ObjectConfig.METADATA);
  }

  @Override
  public void check(AbstractConfig config, BiConsumer<String, String> errors) {
    GcsConfig.check(config, errors);
  }

  @Override
  public void checkHost(AbstractConfig config, BiConsumer<String, String> errors) {
    SpoolCheck.run(SpoolConfig.from(config), errors);
  }

  @Override
  public Storage open(AbstractConfig config, String stagingDirectory, TaskMetrics metrics)
      throws StorageException {
    return open(
        GcsConfig.from(config), Timeouts.within(config.getLong(FaultConfig.STORAGE_TIMEOUT_MS)));
  }

  /** Opens a separate client, so that closing others does not affect it. */
  static Storage open(GcsConfig config, Timeouts timeouts) throws StorageException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    // Google's client discovers services through the thread's class loader.
    thread.setContextClassLoader(GcsStorageProvider.class.getClassLoader());
    CallGuard guard = new CallGuard(timeouts.callMillis(), config.access().proxy());
    try {
      com.google.cloud.storage.Storage client = GcsClients.create(config.access(), timeouts, guard);
      return new GcsStorage(client, guard, Spool.open(config.spool()), config, timeouts);
    } catch (StorageException | RuntimeException e) {
      guard.close();
      throw e;
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
