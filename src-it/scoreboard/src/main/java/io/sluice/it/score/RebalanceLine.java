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
package io.sluice.it.score;

import io.sluice.it.score.campaign.Campaign;
import io.sluice.it.server.WorkerProcess;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Workers that join and end, tasks that are restarted, and other numbers of tasks, with each way in
 * which a consumer group distributes partitions.
 */
@Command(
    name = "rebalance",
    description = "Workers join and end, tasks restart, under three group protocols.")
final class RebalanceLine extends CampaignLine {
  private static final String ASSIGNOR = "consumer.override.partition.assignment.strategy";
  private static final String PROTOCOL = "consumer.override.group.protocol";
  private static final String SESSION = "consumer.override.session.timeout.ms";
  private static final String HEARTBEAT = "consumer.override.heartbeat.interval.ms";
  private static final String CLIENTS = "org.apache.kafka.clients.consumer.";

  private static final List<Map<String, String>> PROTOCOLS =
      List.of(
          Map.of(
              PROTOCOL, "",
              SESSION, "3000",
              HEARTBEAT, "1000",
              ASSIGNOR, CLIENTS + "RangeAssignor"),
          Map.of(
              PROTOCOL, "",
              SESSION, "3000",
              HEARTBEAT, "1000",
              ASSIGNOR, CLIENTS + "CooperativeStickyAssignor"),
          // The broker decides the other settings in this protocol.
          Map.of(PROTOCOL, "consumer", SESSION, "", HEARTBEAT, "", ASSIGNOR, ""));

  @Option(
      names = "--rounds",
      defaultValue = "4",
      description = "Number of rounds (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Override
  String name() {
    return "rebalance";
  }

  @Override
  boolean measure() throws Exception {
    try (Campaign campaign = start(PROTOCOLS.get(0))) {
      int protocol = 0;
      for (int i = 0; i < rounds; i++) {
        int next = i * PROTOCOLS.size() / rounds;
        if (next != protocol) {
          protocol = next;
          campaign.say("the consumers' settings are now %s", PROTOCOLS.get(protocol));
          campaign.reconfigure(PROTOCOLS.get(protocol));
          campaign.awaitProgress();
        }
        campaign.round(RebalanceLine::storm);
      }
      return finish(campaign);
    }
  }

  /** A worker joins, a task restarts, and the worker ends before or after others commit. */
  static void storm(Campaign campaign) throws Exception {
    WorkerProcess guest = campaign.fleet().join();
    if (campaign.round() % 2 == 0) {
      campaign.awaitCommits();
    }
    campaign.fleet().client().restartTask(campaign.connector(), 0);
    campaign.fleet().stop(guest);
  }
}
