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
package io.sluice.simulator;

import io.sluice.simulator.PartitionLog.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What one schedule is about.
 *
 * @param stagingSurvives whether staged files outlive their process
 * @param logs what stands in the log of each partition
 * @param lanes how many directories the records ask for
 * @param produced how many offsets are there at the start; the rest comes later
 * @param maxPollRecords the largest batch
 * @param steps how many steps the part with faults lasts at most
 * @param processes how many processes there are in all, before the final one
 * @param faultOdds one storage call in this many is hit
 * @param faultBudget how many storage calls are hit at most
 * @param events what else may happen
 * @param configs the settings of each process, used in turn
 */
record Scenario(
    boolean stagingSurvives,
    List<List<Slot>> logs,
    int lanes,
    int produced,
    int maxPollRecords,
    int steps,
    int processes,
    int faultOdds,
    int faultBudget,
    Events events,
    List<Map<String, String>> configs) {

  /** Where a process keeps its ledger. */
  static final String LEDGER = "topics/_sluice/sim";

  static final String TOPIC = "t";

  /** {@code ledger.checkpoint.ms} of every process. */
  static final long CHECKPOINT_MS = 4_000;

  /**
   * What may happen besides faults of storage calls.
   *
   * @param rebalances partitions move between living members
   * @param expulsions the group gives up on members that still work
   * @param kills processes die between storage calls too
   * @param pauses the connector is paused and resumed
   * @param vanishing retention and compaction remove records that were not stored
   * @param alters offsets are altered while the connector is stopped
   * @param refusals dead letters are refused, or there is no reporter
   */
  record Events(
      boolean rebalances,
      boolean expulsions,
      boolean kills,
      boolean pauses,
      boolean vanishing,
      boolean alters,
      boolean refusals) {}

  Map<String, String> config(int process) {
    return configs.get(process % configs.size());
  }

  /** A random scenario. */
  static Scenario random(SplittableRandom random) {
    int partitions = random.nextInt(4) == 0 ? 2 : 1;
    int records = 4 + random.nextInt(9);
    List<List<Slot>> logs = new ArrayList<>();
    for (int i = 0; i < partitions; i++) {
      logs.add(slots(random, records));
    }
    int lanes = 1 + random.nextInt(3);
    List<Map<String, String>> configs = new ArrayList<>();
    String directory =
        switch (random.nextInt(4)) {
          case 0 -> "{header.lane}";
          case 1 -> "{header.lane}/{timestamp:HHmmss}";
          default -> "{header.lane}/{timestamp:HHmmssSSS}";
        };
    boolean changing = random.nextInt(3) == 0;
    Map<String, String> first = config(random, directory);
    configs.add(first);
    if (changing) {
      configs.add(config(random, directory));
      configs.add(config(random, directory));
    }
    return new Scenario(
        random.nextInt(2) == 0,
        logs,
        lanes,
        1 + random.nextInt(records),
        1 + random.nextInt(6),
        100 + random.nextInt(300),
        1 + random.nextInt(4),
        6 + random.nextInt(40),
        1 + random.nextInt(4),
        new Events(
            random.nextInt(3) == 0,
            random.nextInt(2) == 0,
            random.nextInt(2) == 0,
            random.nextInt(8) == 0,
            random.nextInt(6) == 0,
            random.nextInt(6) == 0,
            random.nextInt(8) == 0),
        configs);
  }

  private static List<Slot> slots(SplittableRandom random, int count) {
    List<Slot> slots = new ArrayList<>();
    boolean onlyAccepted = random.nextInt(3) == 0;
    for (int i = 0; i < count; i++) {
      int choice = onlyAccepted ? 99 : random.nextInt(40);
      slots.add(
          switch (choice) {
            case 0, 1, 2 -> Slot.SKIPPED;
            case 3, 4 -> Slot.REJECTED;
            case 5, 6 -> Slot.DROPPED;
            case 7, 8, 9 -> Slot.GAP;
            default -> Slot.ACCEPTED;
          });
    }
    return slots;
  }

  private static Map<String, String> config(SplittableRandom random, String directory) {
    Map<String, String> config = base(directory);
    config.put("roll.records", String.valueOf(1 + random.nextInt(4)));
    config.put("roll.interval.ms", String.valueOf(300 + random.nextInt(2000)));
    config.put("format", random.nextInt(2) == 0 ? "text" : "json");
    config.put("compression", random.nextInt(12) == 0 ? "gzip" : "none");
    config.put("close.policy", random.nextInt(3) == 0 ? "commit" : "discard");
    config.put("max.open.files", random.nextInt(4) == 0 ? "2" : "100");
    config.put("ledger.span.records", random.nextInt(4) == 0 ? "3" : "1000000");
    return config;
  }

  /** Settings that every process has. */
  static Map<String, String> base(String directory) {
    Map<String, String> config = new HashMap<>();
    config.put("name", "sim");
    config.put("topics", TOPIC);
    config.put("directory.template", directory);
    config.put("timestamp.source", "wallclock");
    config.put("format", "text");
    config.put("roll.records", "2");
    config.put("roll.interval.ms", "1000");
    config.put("retry.backoff.ms", "100");
    config.put("retry.backoff.max.ms", "1000");
    config.put("retry.timeout.ms", "-1");
    config.put("storage.timeout.ms", "8000");
    config.put("ledger.checkpoint.ms", String.valueOf(CHECKPOINT_MS));
    config.put("close.timeout.ms", "1000");
    config.put("writer.threads", "2");
    config.put("io.threads", "4");
    config.put("on.offset.gap", "skip");
    return config;
  }
}
