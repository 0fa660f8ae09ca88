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
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A schedule that random search does not find, or not soon enough.
 *
 * @param name what happens
 * @param stagingSurvives whether staged files outlive their process
 * @param recordsPerFile {@code roll.records}
 * @param acts the acts in order; afterwards nothing fails
 */
record WrittenSchedule(String name, boolean stagingSurvives, int recordsPerFile, List<Act> acts) {
  private static final int RECORDS = 14;

  /** All of them; together they catch the variants that are too rare for chance. */
  static final List<WrittenSchedule> ALL =
      List.of(
          frozenOpening(),
          slotCreatedAgain(),
          fencedByTheNextOwner(),
          lateSweep(),
          lostClaimRace(),
          alteredOffsets(),
          vanishedRebuild(),
          recreatedTopic());

  @Override
  public String toString() {
    return name;
  }

  Result run(Hands hands, boolean record) {
    Play play = new Play(acts);
    return new Simulation(scenario(), play, play::attach, 1, hands, record).run();
  }

  private Scenario scenario() {
    Map<String, String> config = Scenario.base("{header.lane}/{timestamp:HHmmssSSS}");
    config.put("roll.records", String.valueOf(recordsPerFile));
    return new Scenario(
        Scenario.Focus.ANYTHING,
        stagingSurvives,
        Scenario.Input.of(List.of(slots()), 2, RECORDS),
        4,
        1,
        3,
        1,
        1,
        0,
        Scenario.Events.NONE,
        List.of(config));
  }

  private List<Slot> slots() {
    List<Slot> slots = new ArrayList<>(Collections.nCopies(RECORDS, Slot.ACCEPTED));
    if (recordsPerFile > 1) {
      slots.set(3, Slot.GAP);
    }
    return slots;
  }

  /**
   * A process that opens the partition freezes between listing the ledger and reading the highest
   * entry, which is its own claim. Meanwhile that entry is collected, and a zombie creates it again
   * with a file that was not decided. The opening must not act on what it reads then.
   */
  private static WrittenSchedule frozenOpening() {
    return new WrittenSchedule(
        "an opening freezes between list and read",
        true,
        1,
        List.of(
            Act.hit(0, Fault.FREEZE_BEFORE, afterCommits(StorageCall.STAGE, 2)),
            Act.hit(1, Fault.FAIL_BEFORE, StorageCall.STAGED).after(Play::markNextSlot),
            Act.hit(1, Fault.FREEZE_AFTER, StorageCall.LIST),
            Act.work(2, Play::collected),
            Act.goOn(0),
            Act.goOn(1)));
  }

  /** A zombie creates an entry whose slot was used and collected while it was frozen. */
  private static WrittenSchedule slotCreatedAgain() {
    return new WrittenSchedule(
        "a collected slot is created again",
        false,
        1,
        List.of(
            Act.hit(0, Fault.FREEZE_BEFORE, afterCommits(StorageCall.CREATE, 2)),
            // paths change with the time, so the same record goes into a file of another name
            Act.work(1, Play::collected)
                .after(Play::markNextSlot)
                .after(play -> play.simulation().clock().advance(5)),
            Act.goOn(0)));
  }

  /** An owner is fenced after its entry was written, before its successor published the files. */
  private static WrittenSchedule fencedByTheNextOwner() {
    return new WrittenSchedule(
        "an owner is fenced after its append",
        true,
        1,
        List.of(
            Act.hit(0, Fault.FREEZE_AFTER, afterCommits(StorageCall.CREATE, 1)),
            Act.hit(1, Fault.FREEZE_BEFORE, StorageCall.PUBLISH),
            Act.goOn(0),
            Act.goOn(1)));
  }

  /** An opening sweeps staged files when its successor has already sealed one. */
  private static WrittenSchedule lateSweep() {
    return new WrittenSchedule(
        "a frozen opening sweeps late",
        true,
        1,
        List.of(
            Act.hit(0, Fault.FREEZE_BEFORE, StorageCall.STAGED),
            Act.hit(1, Fault.FREEZE_BEFORE, StorageCall.PUBLISH),
            Act.goOn(0),
            Act.goOn(1)));
  }

  /** The owner commits a file between the listing and the claim of the next one. */
  private static WrittenSchedule lostClaimRace() {
    return new WrittenSchedule(
        "a commit is faster than a claim",
        true,
        1,
        List.of(
            Act.hit(0, Fault.FREEZE_BEFORE, afterCommits(StorageCall.CREATE, 1)),
            Act.hit(1, Fault.FREEZE_BEFORE, StorageCall.CREATE),
            Act.goOn(0),
            Act.goOn(1)));
  }

  private static WrittenSchedule alteredOffsets() {
    return new WrittenSchedule(
        "offsets are altered",
        true,
        1,
        List.of(
            Act.work(0, play -> play.commits() >= 2),
            Act.work(0, play -> play.process(0).ended()).after(play -> play.process(0).askToStop()),
            Act.work(1, play -> !play.process(1).altering())
                .after(play -> play.simulation().alterOffsets())));
  }

  /**
   * A decided file with offsets 0 and 2 was lost with its process, and the second record vanishes
   * from the log: it belongs to the gap between the two records of another file, 1 and 4.
   */
  private static WrittenSchedule vanishedRebuild() {
    return new WrittenSchedule(
        "records of a file that is rebuilt vanish",
        false,
        2,
        List.of(
            Act.hit(0, Fault.CRASH_BEFORE, StorageCall.PUBLISH),
            Act.work(1, play -> play.commits() >= 2).after(play -> play.log().compact(2))));
  }

  /** The topic was recreated, and has records below the offsets that the ledger calls settled. */
  private static WrittenSchedule recreatedTopic() {
    return new WrittenSchedule(
        "a topic is created again",
        true,
        1,
        List.of(
            Act.work(0, play -> play.commits() >= 2),
            Act.work(0, play -> play.process(0).ended()).after(play -> play.process(0).askToStop()),
            Act.work(1, play -> play.commits() >= 4).after(play -> play.log().recreate()),
            Act.work(1, play -> play.process(1).ended()).after(play -> play.process(1).askToStop()),
            Act.work(2, play -> play.commits() >= 6)));
  }

  private static Act.CallFilter afterCommits(StorageCall wanted, int commits) {
    return (call, play) -> call == wanted && play.commits() >= commits;
  }
}
