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

/** One kind of store that a connector can write to. Stateless; safe for any thread. */
public interface StorageProvider {

  /** The name that metrics and messages use, such as {@code hdfs}. */
  String name();

  /** Adds the store's configuration keys. */
  void define(ConfigDef definition);

  /** The key under which validation reports that the store cannot be reached or written to. */
  String addressKey();

  /** Further keys that the store reads, such as those that begin with {@code hdfs.conf.}. */
  List<KeyFamily> keyFamilies();

  /**
   * Checks settings against each other, without any input or output.
   *
   * @param config parsed by a definition with the keys of {@link #define} and those that all stores
   *     share
   * @param errors takes a key and its message for each contradiction
   */
  void check(AbstractConfig config, BiConsumer<String, String> errors);

  /**
   * Checks what the settings require of this host, such as a directory on its disk. Uses no
   * network.
   *
   * @param config as in {@link #check}, without contradictions
   * @param errors takes a key and its message for each missing requirement
   */
  void checkHost(AbstractConfig config, BiConsumer<String, String> errors);

  /**
   * Connects to the store. Blocks; never called on a task thread. The caller closes the result.
   *
   * @param config parsed by a definition with the keys of {@link #define} and those that all stores
   *     share
   * @param stagingDirectory the directory of staged files, relative to the store's root; ignored by
   *     stores that stage on local disk
   * @param metrics receives what the store counts
   */
  Storage open(AbstractConfig config, String stagingDirectory, TaskMetrics metrics)
      throws StorageException;
}
