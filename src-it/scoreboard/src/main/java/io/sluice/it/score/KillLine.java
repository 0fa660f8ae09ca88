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

/** Workers that are killed in turn while they have open files; the others go on. */
@Command(name = "kill9", description = "SIGKILL of workers in turn, under load.")
final class KillLine extends CampaignLine {
  @Option(
      names = "--kills",
      defaultValue = "3",
      description = "Number of kills (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Override
  String name() {
    return "kill9";
  }

  @Override
  boolean measure() throws Exception {
    try (Campaign campaign = start(Map.of())) {
      for (int i = 0; i < kills; i++) {
        campaign.round(KillLine::kill);
      }
      return finish(campaign) && recoversInTime();
    }
  }

  static void kill(Campaign campaign) throws Exception {
    Fleet fleet = campaign.fleet();
    WorkerProcess victim = campaign.victim();
    fleet.kill(victim);
    campaign.awaitCommits();
    fleet.restart(victim);
  }
}
