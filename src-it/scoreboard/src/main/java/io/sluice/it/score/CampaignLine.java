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
import io.sluice.it.server.StorageKind;
import java.util.Map;
import picocli.CommandLine.Option;

/** A line whose rounds disturb a cluster of workers under load. */
abstract class CampaignLine extends ScoreLine {
  private static final long LONGEST_RECOVERY_MILLIS = 5_000;

  @Option(
      names = "--store",
      defaultValue = "hdfs",
      description = "The store: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private StorageKind store;

  @Option(
      names = "--workers",
      defaultValue = "3",
      description = "Workers of the cluster, at least 2 (default: ${DEFAULT-VALUE}).")
  private int workers;

  @Option(
      names = "--partitions",
      defaultValue = "7",
      description = "Partitions of the topic (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--tasks",
      defaultValue = "3",
      description = "Tasks of the connector (default: ${DEFAULT-VALUE}).")
  private int tasks;

  @Option(
      names = "--rate",
      defaultValue = "2000",
      description = "Records a second (default: ${DEFAULT-VALUE}).")
  private long rate;

  /** Starts the servers, the connector and the load. */
  final Campaign start(Map<String, String> settings) throws Exception {
    return Campaign.start(
        new Campaign.Plan(store, workers, partitions, tasks, rate, settings), this::say);
  }

  /** Ends the load, puts the usual fields, and returns whether the bar is passed. */
  final boolean finish(Campaign campaign) throws Exception {
    Campaign.Outcome outcome = campaign.finish();
    result().put("store", store.name());
    result().put("partitions", partitions);
    outcome.describe(result());
    return outcome.exact();
  }

  /** Whether every partition committed soon enough after each assignment. */
  final boolean recoversInTime() {
    return result().path("recoveryMillis").asLong() <= LONGEST_RECOVERY_MILLIS;
  }
}
