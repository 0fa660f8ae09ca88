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
import io.sluice.it.score.campaign.Fleet;
import io.sluice.it.server.WorkerProcess;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Workers that are frozen until others have taken over and committed, and then go on as if nothing
 * had happened.
 */
@Command(
    name = "zombie",
    description = "SIGSTOP of workers in turn beyond the session timeout, then SIGCONT.")
final class ZombieLine extends CampaignLine {
  @Option(
      names = "--freezes",
      defaultValue = "3",
      description = "Number of freezes (default: ${DEFAULT-VALUE}).")
  private int freezes;

  @Override
  String name() {
    return "zombie";
  }

  @Override
  boolean measure() throws Exception {
    try (Campaign campaign = start(Map.of())) {
      for (int i = 0; i < freezes; i++) {
        campaign.round(ZombieLine::freeze);
      }
      return finish(campaign);
    }
  }

  static void freeze(Campaign campaign) throws Exception {
    Fleet fleet = campaign.fleet();
    WorkerProcess victim = campaign.victim();
    fleet.freeze(victim);
    campaign.awaitCommits();
    fleet.thaw(victim);
  }
}
