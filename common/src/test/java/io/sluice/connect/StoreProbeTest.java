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

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.FaultConfig;
import io.sluice.storage.MemoryStorage;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

class StoreProbeTest {

  @Test
  void aStoreThatCanBeUsedHasNoProblem() {
    Store store = new TestStore(new MemoryStorage(true));
    assertThat(new StoreProbe(store, TaskConfig.parse(store, Map.of())).problem()).isEmpty();
  }

  @Test
  void aStoreGivesUpWithinTheProbesBudgetAndSaysWhy() {
    assertThat(problem(Map.of())).isEqualTo("no answer within 15000 ms");
  }

  @Test
  void aStoreThatGivesUpSoonerMayDoSo() {
    assertThat(problem(Map.of(FaultConfig.STORAGE_TIMEOUT_MS, "1000")))
        .isEqualTo("no answer within 1000 ms");
  }

  private static String problem(Map<String, String> properties) {
    Store store = new Unreachable(new TestStore(new MemoryStorage(true)));
    return new StoreProbe(store, TaskConfig.parse(store, properties)).problem().orElseThrow();
  }

  /** Says how long it would have tried. */
  private record Unreachable(Store other) implements Store {
    @Override
    public String name() {
      return other.name();
    }

    @Override
    public void define(ConfigDef definition) {
      other.define(definition);
    }

    @Override
    public String addressKey() {
      return other.addressKey();
    }

    @Override
    public List<String> keyPrefixes() {
      return other.keyPrefixes();
    }

    @Override
    public void check(AbstractConfig config, BiConsumer<String, String> errors) {
      other.check(config, errors);
    }

    @Override
    public Storage open(AbstractConfig config, String stagingDirectory) throws StorageException {
      long limit = config.getLong(FaultConfig.STORAGE_TIMEOUT_MS);
      throw StorageException.retriable("no answer within " + limit + " ms", null);
    }
  }
}
