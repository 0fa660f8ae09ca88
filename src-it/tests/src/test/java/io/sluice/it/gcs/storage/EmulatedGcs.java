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
package io.sluice.it.gcs.storage;

import io.sluice.config.SinkConfig;
import io.sluice.gcs.GcsStorageProvider;
import io.sluice.metrics.TaskMetrics;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** Opens the store on an emulator as a task does. */
final class EmulatedGcs {
  static final String BUCKET = "sluice";

  private EmulatedGcs() {}

  /**
   * Opens a store without an identity.
   *
   * @param settings further settings, keys and values in turn; they win
   */
  static Storage open(String url, Path spool, String... settings) throws StorageException {
    Map<String, String> all = new HashMap<>();
    all.put("gcs.bucket", BUCKET);
    all.put("gcs.endpoint", url);
    all.put("gcs.credentials.source", "none");
    all.put("gcs.project", "project");
    all.put("spool.dir", spool.toString());
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    GcsStorageProvider store = new GcsStorageProvider();
    ConfigDef definition = new ConfigDef();
    store.define(definition);
    SinkConfig.define(definition);
    return store.open(new AbstractConfig(definition, all, false), "staging", new TaskMetrics());
  }
}
