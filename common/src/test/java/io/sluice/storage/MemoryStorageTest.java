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
package io.sluice.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MemoryStorageTest {

  @Nested
  class WhereStagingSurvives extends StorageContract {
    private final MemoryStorage store = new MemoryStorage(true);

    @Override
    protected Storage open() {
      return store.anotherProcess();
    }
  }

  @Nested
  class WhereStagingDies extends StorageContract {
    private final MemoryStorage store = new MemoryStorage(false);

    @Override
    protected Storage open() {
      return store.anotherProcess();
    }
  }

  @Test
  void showsItsFilesWithTheirIdentities() throws Exception {
    MemoryStorage storage = new MemoryStorage(true);
    StagedId id = StorageContract.id(1);
    FileIdentity identity = StorageContract.identity(id);
    StagedFile file = storage.stage(id);
    file.output().write(7);
    file.seal();
    assertThat(storage.allStaged()).containsExactly(id);

    storage.publish(id, "out/b/file", identity);
    storage.createIfAbsent("out/a", new byte[2]);

    assertThat(storage.allStaged()).isEmpty();
    assertThat(storage.files().keySet()).containsExactly("out/a", "out/b/file");
    assertThat(storage.files().get("out/a").identity()).isEmpty();
    assertThat(storage.files().get("out/b/file").identity()).isEqualTo(Optional.of(identity));
    assertThat(storage.files().get("out/b/file").content()).containsExactly(7);
  }

  @Test
  void anObjectStoreKnowsTheIdentityOfAnObjectWhoseSourceIsGone() throws Exception {
    MemoryStorage storage = new MemoryStorage(false);
    StagedId id = StorageContract.id(1);
    storage.stage(id).seal();
    storage.publish(id, "out/a", StorageContract.identity(id));

    StagedId other = StorageContract.id(1);
    assertThatThrownBy(() -> storage.publish(other, "out/a", StorageContract.identity(other)))
        .isInstanceOf(StorageException.class);
  }

  @Test
  void stagedBytesAboveTheBudgetAreTheExcess() throws Exception {
    MemoryStorage storage = new MemoryStorage(false, 10);
    StagedFile first = storage.stage(StorageContract.id(1));
    first.output().write(new byte[8]);
    assertThat(storage.stagingExcess()).isZero();
    StagedFile second = storage.stage(StorageContract.id(1));
    second.output().write(new byte[5]);
    assertThat(storage.stagingExcess()).isEqualTo(3);
    assertThat(storage.anotherProcess().stagingExcess()).isZero();

    first.seal();
    assertThat(storage.stagingExcess()).isEqualTo(3);
    storage.publish(first.id(), "out/a", StorageContract.identity(first.id()));
    assertThat(storage.stagingExcess()).isZero();
  }

  @Test
  void everyCallOfAClosedHandleFails() throws Exception {
    MemoryStorage storage = new MemoryStorage(true);
    StagedFile file = storage.stage(StorageContract.id(1));
    storage.close();

    assertThatThrownBy(() -> storage.list("a", 1)).isInstanceOf(StorageException.class);
    assertThatThrownBy(() -> file.output().write(1)).isInstanceOf(StorageException.class);
    assertThatThrownBy(file::seal).isInstanceOf(StorageException.class);
    assertThat(storage.anotherProcess().list("a", 1)).isEmpty();
  }
}
