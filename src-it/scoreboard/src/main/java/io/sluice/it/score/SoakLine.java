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
import io.sluice.it.score.campaign.Disturbance;
import io.sluice.it.server.HeapWatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Disturbances of all kinds in random order; the heap of a worker that is never killed stays flat.
 */
@Command(name = "soak", description = "Kills, freezes, rebalances and outages in random order.")
final class SoakLine extends CampaignLine {
  private static final long MIB = 1024 * 1024;
  private static final long HEAP_MAY_GROW_BYTES = 32 * MIB;
  private static final int LONGEST_OUTAGE_MILLIS = 10_000;

  @Option(
      names = "--hours",
      defaultValue = "0.012",
      description = "How long it runs, in hours (default: ${DEFAULT-VALUE}).")
  private double hours;

  @Option(names = "--seed", description = "Seed of the order (default: random, printed).")
  private Long seed;

  @Override
  String name() {
    return "soak";
  }

  @Override
  boolean measure() throws Exception {
    long chosen = seed == null ? System.nanoTime() : seed;
    say("seed %d", chosen);
    SplittableRandom random = new SplittableRandom(chosen);
    List<Disturbance> kinds =
        List.of(
            KillLine::kill,
            ZombieLine::freeze,
            RebalanceLine::storm,
            campaign -> {
              Duration time = Duration.ofMillis(random.nextInt(1, LONGEST_OUTAGE_MILLIS));
              long unused = campaign.freezeStore(time, frozen -> {});
            });
    long end = System.nanoTime() + Math.round(hours * 3600e9);
    try (Campaign campaign = start(Map.of());
        HeapWatch heap = campaign.fleet().members().get(0).watchHeap()) {
      campaign.sparing(1);
      long before = heap.liveBytes();
      do {
        campaign.round(kinds.get(random.nextInt(kinds.size())));
      } while (System.nanoTime() - end < 0);
      long after = heap.liveBytes();
      boolean exact = finish(campaign);
      result().put("seed", chosen);
      put("heapBeforeMiB", (double) before / MIB, 1);
      put("heapAfterMiB", (double) after / MIB, 1);
      return exact && after - before <= HEAP_MAY_GROW_BYTES;
    }
  }
}
