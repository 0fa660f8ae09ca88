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

import static io.sluice.storage.StorageCall.Operation.CREATE;
import static io.sluice.storage.StorageCall.Operation.PUBLISH;
import static io.sluice.storage.StorageCall.Operation.SEAL;
import static io.sluice.storage.StorageCall.Operation.STAGE;
import static io.sluice.storage.StorageCall.Operation.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FaultInjectingStorageTest {
  private final MemoryStorage store = new MemoryStorage(true);
  private final FaultScript script = new FaultScript();
  private final Storage storage = new FaultInjectingStorage(store, script);

  @Nested
  class WithoutFaults extends StorageContract {
    private final MemoryStorage empty = new MemoryStorage(true);

    @Override
    protected Storage open() {
      return new FaultInjectingStorage(empty.anotherProcess(), new FaultScript());
    }
  }

  @Nested
  class Forwarding extends StorageContract {
    private final MemoryStorage empty = new MemoryStorage(false);

    @Override
    protected Storage open() {
      return new ForwardingStorage(empty.anotherProcess());
    }
  }

  @Test
  void aCallThatFailsBeforeIsNotApplied() throws Exception {
    script.then(CREATE, new Fault.FailBefore(true));

    assertThatThrownBy(() -> storage.createIfAbsent("a", new byte[1]))
        .isInstanceOf(StorageException.class);

    assertThat(store.files()).isEmpty();
    assertThat(storage.createIfAbsent("a", new byte[1])).isEqualTo(CreateOutcome.CREATED);
  }

  @Test
  void aCallWhoseReplyIsLostIsApplied() throws Exception {
    script.thenPass(CREATE, 1).then(CREATE, new Fault.FailAfter(true));
    storage.createIfAbsent("a", new byte[1]);

    assertThatThrownBy(() -> storage.createIfAbsent("b", new byte[1]))
        .isInstanceOf(StorageException.class);

    assertThat(store.files()).containsOnlyKeys("a", "b");
    assertThat(storage.createIfAbsent("b", new byte[1])).isEqualTo(CreateOutcome.EXISTS);
  }

  @Test
  void aLateCallIsAppliedWhenItIsRun() throws Exception {
    List<Runnable> late = new ArrayList<>();
    script.then(CREATE, new Fault.ApplyLater(late::add));

    assertThatThrownBy(() -> storage.createIfAbsent("a", new byte[1]))
        .isInstanceOf(StorageException.class);
    assertThat(store.files()).isEmpty();

    late.forEach(Runnable::run);
    assertThat(store.files()).containsOnlyKeys("a");
  }

  @Test
  void faultsReachTheStagedFile() throws Exception {
    script
        .then(STAGE, new Fault.FailBefore(false))
        .thenPass(WRITE, 1)
        .then(WRITE, new Fault.FailAfter(true))
        .then(SEAL, new Fault.FailBefore(true));
    StagedId id = StorageContract.id(1);
    assertThatThrownBy(() -> storage.stage(id)).isInstanceOf(StorageException.class);

    StagedFile file = storage.stage(id);
    file.output().write(1);
    assertThatThrownBy(() -> file.output().write(2)).isInstanceOf(StorageException.class);
    assertThatThrownBy(file::seal).isInstanceOf(StorageException.class);
    file.seal();
    storage.publish(id, "a", StorageContract.identity(id));

    assertThat(store.files().get("a").content()).containsExactly(1, 2);
    assertThat(script.calls())
        .extracting(StorageCall::operation)
        .containsExactly(STAGE, STAGE, WRITE, WRITE, SEAL, SEAL, PUBLISH);
  }

  @Test
  void aHeldCallWaitsForItsGate() throws Exception {
    CountDownLatch gate = new CountDownLatch(1);
    CountDownLatch reached = new CountDownLatch(1);
    Storage held =
        new FaultInjectingStorage(
            store,
            call -> {
              reached.countDown();
              return new Fault.HoldBefore(gate);
            });
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<CreateOutcome> outcome = thread.submit(() -> held.createIfAbsent("a", new byte[1]));
      reached.await();
      assertThat(store.files()).isEmpty();
      gate.countDown();
      assertThat(outcome.get()).isEqualTo(CreateOutcome.CREATED);
    } finally {
      thread.shutdownNow();
    }
  }
}
