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
package io.sluice.it.containers;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.Await;
import io.sluice.it.OnEachStore;
import io.sluice.it.connect.ConnectorStatus.Task;
import io.sluice.it.server.StorageKind;
import io.sluice.it.verify.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Timeout;

/**
 * SIGKILL of a worker while files are open: no record is missing or twice, and no staged file
 * remains.
 */
@ContainerTest
@Timeout(600)
class KilledWorkerIT {
  private static final int RECORDS = 10_000;
  private static final int RECORDS_PER_SECOND = 500;
  private static final Duration TAKE_OVER_LIMIT = Duration.ofMinutes(2);

  /** Starts the store, without waiting. */
  private static Target start(StorageKind kind, Site site) throws IOException {
    return switch (kind) {
      case hdfs -> site.startHdfs(2);
      case gcs -> site.startCloudStorage();
    };
  }

  @OnEachStore
  void aWorkerThatStartsAgainDeliversEveryRecordOnce(StorageKind kind) throws Exception {
    try (Site site = site(kind, "worker-starts-again")) {
      Broker broker = site.startBrokers(1);
      Target store = start(kind, site);
      Worker worker = site.startWorker("worker-1", Map.of());
      site.awaitReady();
      try (Delivery delivery = new Delivery(broker, store)) {
        delivery.create(worker.client());
        produceHalf(delivery);
        worker.kill();
        assertThat(delivery.unpublished()).as("files that were open").isNotEmpty();
        worker.startAgain();
        worker.awaitReady();
        delivery.awaitProduced();
        delivery.awaitEnd(worker.client());
        assertExact(delivery);
      }
    }
  }

  @OnEachStore
  void theOtherWorkerTakesOverAndDeliversEveryRecordOnce(StorageKind kind) throws Exception {
    try (Site site = site(kind, "other-worker-takes-over")) {
      Broker broker = site.startBrokers(1);
      Target store = start(kind, site);
      Worker lost = site.startWorker("worker-1", Map.of());
      Worker heir = site.startWorker("worker-2", Map.of());
      site.awaitReady();
      try (Delivery delivery = new Delivery(broker, store)) {
        delivery.create(heir.client());
        Await.until(
            "both workers have a task",
            TAKE_OVER_LIMIT,
            () -> tasksOn(heir, lost) == 1 && tasksOn(heir, heir) == 1);
        produceHalf(delivery);
        lost.kill();
        assertThat(delivery.unpublished()).as("files that were open").isNotEmpty();
        Await.until(
            "the other worker has both tasks", TAKE_OVER_LIMIT, () -> tasksOn(heir, heir) == 2);
        delivery.awaitProduced();
        delivery.awaitEnd(heir.client());
        assertThat(lost.isRunning()).isFalse();
        site.remove(lost);
        assertExact(delivery);
      }
    }
  }

  private static Site site(StorageKind kind, String test) throws IOException {
    return new Site(kind + "-" + test);
  }

  /** Returns when half of the records are there, files are open, and the other half is coming. */
  private static void produceHalf(Delivery delivery) throws Exception {
    delivery.produce(0, RECORDS / 2, Long.MAX_VALUE);
    delivery.awaitProduced();
    delivery.awaitOpenFiles();
    delivery.produce(RECORDS / 2, RECORDS, RECORDS_PER_SECOND);
    delivery.awaitProduced(RECORDS / 10);
  }

  /** How many running tasks one worker says that another has. */
  private static long tasksOn(Worker asked, Worker owner) {
    return asked.client().status(Delivery.CONNECTOR).tasks().stream()
        .filter(task -> task.state().equals("RUNNING"))
        .map(Task::worker)
        .filter(address -> address.startsWith(owner.name() + ":"))
        .count();
  }

  private static void assertExact(Delivery delivery) throws Exception {
    Verdict verdict = delivery.verify();
    assertThat(verdict.expected()).isEqualTo(RECORDS);
    assertThat(verdict.exact()).as("%s %s", verdict.sentence(), verdict.examples()).isTrue();
    Await.until("nothing staged", TAKE_OVER_LIMIT, () -> delivery.unpublished().isEmpty());
  }
}
