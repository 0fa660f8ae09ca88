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
import io.sluice.simulator.Scenario.Events;
import io.sluice.simulator.Scenario.Focus;
import io.sluice.simulator.Scenario.Input;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Makes scenarios at random: most of them mix everything, some aim at rare events. */
final class Scenarios {
  private Scenarios() {}

  static Scenario random(SplittableRandom random) {
    return switch (random.nextInt(12)) {
      case 0, 1 -> of(Focus.ZOMBIES, random);
      case 2 -> of(Focus.REBUILDS, random);
      case 3 -> of(Focus.LOST_REPLIES, random);
      default -> of(Focus.ANYTHING, random);
    };
  }

  static Scenario of(Focus focus, SplittableRandom random) {
    return switch (focus) {
      case ANYTHING, LOST_REPLIES -> anything(focus, random);
      case ZOMBIES -> zombies(random);
      case REBUILDS -> rebuilds(random);
    };
  }

  private static Scenario anything(Focus focus, SplittableRandom random) {
    int partitions = Math.max(1, random.nextInt(7) - 3);
    int topics = partitions > 1 && random.nextBoolean() ? 2 : 1;
    boolean structs = random.nextInt(8) == 0;
    int records = 4 + random.nextInt(9);
    List<List<Slot>> logs = new ArrayList<>();
    for (int i = 0; i < partitions; i++) {
      logs.add(slots(random, records));
    }
    String directory = directory(random);
    List<Map<String, String>> configs = new ArrayList<>();
    configs.add(config(random, directory, structs));
    if (random.nextInt(3) == 0) {
      configs.add(config(random, directory, structs));
      configs.add(config(random, directory, structs));
    }
    boolean rare = focus == Focus.ANYTHING;
    return new Scenario(
        focus,
        random.nextInt(2) == 0,
        new Input(
            logs,
            topics,
            random.nextInt(3) == 0,
            random.nextBoolean(),
            structs,
            1 + random.nextInt(3),
            1 + random.nextInt(records)),
        1 + random.nextInt(6),
        100 + random.nextInt(300),
        1 + random.nextInt(4),
        1 << (2 * random.nextInt(3)),
        rare ? 6 + random.nextInt(40) : 1 + random.nextInt(4),
        1 + random.nextInt(4),
        new Events(
            random.nextInt(3) == 0,
            random.nextInt(2) == 0,
            random.nextInt(2) == 0,
            random.nextInt(6) == 0,
            random.nextInt(8) == 0,
            random.nextInt(6) == 0,
            random.nextInt(4) == 0,
            random.nextInt(8) == 0,
            random.nextInt(4) == 0,
            random.nextInt(6) == 0,
            random.nextInt(4) == 0),
        configs);
  }

  private static Scenario zombies(SplittableRandom random) {
    int records = 8 + random.nextInt(6);
    Map<String, String> config = config(random, directory(random), false);
    config.put("roll.records", "1");
    config.put("compression", "none");
    return new Scenario(
        Focus.ZOMBIES,
        random.nextInt(2) == 0,
        Input.of(
            List.of(Collections.nCopies(records, Slot.ACCEPTED)),
            1 + random.nextInt(2),
            3 + random.nextInt(records - 3)),
        1 + random.nextInt(2),
        300 + random.nextInt(300),
        2 + random.nextInt(2),
        1 << (2 * random.nextInt(3)),
        2 + random.nextInt(6),
        1 + random.nextInt(2),
        new Events(false, true, false, false, false, false, false, false, false, false, false),
        List.of(config));
  }

  private static Scenario rebuilds(SplittableRandom random) {
    int records = 5 + random.nextInt(6);
    boolean structs = random.nextInt(4) == 0;
    String directory = directory(random);
    List<Map<String, String>> configs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Map<String, String> config = config(random, directory, structs);
      config.put("roll.records", String.valueOf(2 + random.nextInt(3)));
      configs.add(config);
    }
    return new Scenario(
        Focus.REBUILDS,
        false,
        new Input(
            List.of(slots(random, records)),
            1,
            false,
            random.nextBoolean(),
            structs,
            1 + random.nextInt(2),
            records),
        2 + random.nextInt(5),
        200 + random.nextInt(200),
        2 + random.nextInt(2),
        1 << (2 * random.nextInt(3)),
        1 + random.nextInt(3),
        1 + random.nextInt(3),
        new Events(false, true, false, false, false, true, false, false, false, false, false),
        configs);
  }

  private static String directory(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> "{header.lane}";
      case 1 -> "{header.lane}/{timestamp:HHmmss}";
      default -> "{header.lane}/{timestamp:HHmmssSSS}";
    };
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

  private static Map<String, String> config(
      SplittableRandom random, String directory, boolean structs) {
    Map<String, String> config = Scenario.base(directory);
    config.put("roll.records", String.valueOf(1 + random.nextInt(4)));
    config.put("roll.interval.ms", String.valueOf(300 + random.nextInt(2000)));
    config.put("format", random.nextInt(2) == 0 ? structs ? "avro" : "text" : "json");
    boolean gzip = random.nextInt(12) == 0 && !config.get("format").equals("avro");
    config.put("compression", gzip ? "gzip" : "none");
    if (random.nextInt(6) == 0) {
      config.put("on.offset.gap", "fail");
    }
    if (random.nextInt(12) == 0) {
      config.put("retry.timeout.ms", String.valueOf(1_000 + random.nextInt(3_000)));
    }
    config.put("close.policy", random.nextInt(3) == 0 ? "commit" : "discard");
    config.put("max.open.files", random.nextInt(4) == 0 ? "2" : "100");
    config.put("ledger.span.records", random.nextInt(4) == 0 ? "3" : "1000000");
    return config;
  }
}
