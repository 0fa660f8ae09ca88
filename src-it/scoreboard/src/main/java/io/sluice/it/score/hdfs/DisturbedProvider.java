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
package io.sluice.it.score.hdfs;

import io.sluice.config.KeyFamily;
import io.sluice.connect.StorageProvider;
import io.sluice.hdfs.HdfsStorageProvider;
import io.sluice.metrics.TaskMetrics;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** HDFS, disturbed at one step. */
record DisturbedProvider(StorageProvider hdfs, Disturbance disturbance) implements StorageProvider {

  DisturbedProvider(Disturbance disturbance) {
    this(new HdfsStorageProvider(), disturbance);
  }

  @Override
  public String name() {
    return hdfs.name();
  }

  @Override
  public void define(ConfigDef definition) {
    hdfs.define(definition);
  }

  @Override
  public String addressKey() {
    return hdfs.addressKey();
  }

  @Override
  public List<KeyFamily> keyFamilies() {
    return hdfs.keyFamilies();
  }

  @Override
  public void check(AbstractConfig config, BiConsumer<String, String> errors) {
    hdfs.check(config, errors);
  }

  @Override
  public void checkHost(AbstractConfig config, BiConsumer<String, String> errors) {
    hdfs.checkHost(config, errors);
  }

  @Override
  public Storage open(AbstractConfig config, String stagingDirectory, TaskMetrics metrics)
      throws StorageException {
    return new DisturbedStorage(hdfs.open(config, stagingDirectory, metrics), disturbance);
  }
}
