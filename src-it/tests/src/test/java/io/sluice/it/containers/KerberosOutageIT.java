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
import io.sluice.it.verify.Verdict;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Tickets of MIT Kerberos expire under load, and the KDC is away for longer than a ticket lives: no
 * record is missing or twice, and the task goes on without a restart.
 */
@ContainerTest
@Tag("kerberos")
@Timeout(600)
class KerberosOutageIT {
  private static final int RECORDS = 40_000;
  private static final int RECORDS_PER_SECOND = 500;
  private static final String LIFE = "12sec";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  @Test
  void theTaskGoesOnWhenTheKdcIsBackAfterItsTicketHasExpired() throws Exception {
    try (Site site = new Site("hdfs-kerberos-outage")) {
      Realm realm = site.startRealm(LIFE);
      Broker broker = site.startBrokers(1);
      NameNode store = site.startHdfs(1);
      Worker worker = site.startWorker("worker-1", Map.of());
      site.awaitReady();
      try (Delivery delivery = new Delivery(broker, store)) {
        delivery.create(worker.client());
        delivery.produce(0, RECORDS, RECORDS_PER_SECOND);
        // Three lives of a ticket.
        delivery.awaitProduced(RECORDS_PER_SECOND * 36);
        assertThat(worker.getLogs()).doesNotContain("the Kerberos ticket has expired");

        realm.kill();
        Await.until(
            "the ticket has expired",
            LIMIT,
            () -> worker.getLogs().contains("the Kerberos ticket has expired"));
        realm.startAgain();
        delivery.awaitProduced();
        delivery.awaitEnd(worker.client());

        Verdict verdict = delivery.verify();
        assertThat(verdict.expected()).isEqualTo(RECORDS);
        assertThat(verdict.exact()).as("%s %s", verdict.sentence(), verdict.examples()).isTrue();
        Await.until("nothing staged", LIMIT, () -> delivery.unpublished().isEmpty());
      }
    }
  }
}
