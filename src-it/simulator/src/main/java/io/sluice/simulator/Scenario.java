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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The parameters of one schedule.
 *
 * @param focus the aim of the faults
 * @param stagingSurvives whether staged files outlive their process
 * @param input the content of the logs
 * @param maxPollRecords the largest batch
 * @param steps how many steps the part with faults lasts at most
 * @param processes how many processes there are in all, before the final one
 * @param patience how many times less likely a stalled call is to go on
 * @param faultOdds one storage call in this many is hit
 * @param faultBudget how many storage calls are hit at most
 * @param events what else may happen
 * @param configs the settings of each process, used in turn
 */
record Scenario(
    Focus focus,
    boolean stagingSurvives,
    Input input,
    int maxPollRecords,
    int steps,
    int processes,
    int patience,
    int faultOdds,
    int faultBudget,
    Events events,
    List<Map<String, String>> configs) {

  /** The ledger directory of a process. */
  static final String LEDGER = "topics/_sluice/sim";

  static final String TOPIC = "t";

  /** The topics there can be, in the order in which partitions are dealt to them. */
  static final List<String> TOPICS = List.of(TOPIC, "u");

  /** {@code ledger.checkpoint.ms} of every process. */
  static final long CHECKPOINT_MS = 4_000;

  /** The aim of the faults. */
  enum Focus {
    ANYTHING,
    /** Owners that stall while they work on the ledger, long enough for others to go on. */
    ZOMBIES,
    /** Files that have to be written again while records vanish and the first upload comes late. */
    REBUILDS,
    /** Entries and files that exist although they were reported as failed. */
    LOST_REPLIES;

    /** Whether faults hit this call. */
    boolean includes(StorageCall call) {
      return switch (this) {
        case ANYTHING -> true;
        case ZOMBIES ->
            call == StorageCall.CREATE || call == StorageCall.LIST || call == StorageCall.READ;
        case REBUILDS -> call == StorageCall.PUBLISH;
        case LOST_REPLIES -> call == StorageCall.CREATE || call == StorageCall.PUBLISH;
      };
    }
  }

  /**
   * The content of the logs.
   *
   * @param logs the offsets of each partition
   * @param topics over how many topics the partitions are spread, which then have partitions of the
   *     same numbers
   * @param renamed whether a transform gives the records of all topics one other name
   * @param described whether the connector's own Kafka client describes the logs
   * @param structs whether values are of two schemas, and not text
   * @param lanes how many directories the records ask for
   * @param produced how many offsets are there at the start; the rest comes later
   */
  record Input(
      List<List<Slot>> logs,
      int topics,
      boolean renamed,
      boolean described,
      boolean structs,
      int lanes,
      int produced) {

    /** Text in the partitions of one topic. */
    static Input of(List<List<Slot>> logs, int lanes, int produced) {
      return new Input(logs, 1, false, true, false, lanes, produced);
    }

    TopicPartition topicPartition(int log) {
      return new TopicPartition(TOPICS.get(log % topics), log / topics);
    }
  }

  /**
   * The events besides faults of storage calls.
   *
   * @param rebalances partitions move between living members
   * @param expulsions the group expels members that still work
   * @param kills processes die between storage calls too
   * @param resets consumers go back to the start of the log
   * @param pauses the connector is paused and resumed
   * @param vanishing retention and compaction remove records that were not stored
   * @param alters offsets are altered while the connector is stopped
   * @param refusals dead letters are refused, or there is no reporter
   * @param stops storage calls fail in ways that end a task
   * @param outages the store fails or refuses calls of a kind for a while
   * @param clockSteps the clock is set
   */
  record Events(
      boolean rebalances,
      boolean expulsions,
      boolean kills,
      boolean resets,
      boolean pauses,
      boolean vanishing,
      boolean alters,
      boolean refusals,
      boolean stops,
      boolean outages,
      boolean clockSteps) {

    static final Events NONE =
        new Events(false, false, false, false, false, false, false, false, false, false, false);
  }

  Map<String, String> config(int process) {
    return configs.get(process % configs.size());
  }

  /** Whether a process that saw faults must survive after the faults have ended. */
  boolean mayGoOn() {
    return !events.refusals()
        && !events.stops()
        && !events.outages()
        && !retriesEnd()
        && !gapsFail();
  }

  /** Whether every task must fail then, because Kafka is asked. */
  boolean allGapsFail() {
    return input.described()
        && configs.stream().allMatch(config -> config.get("on.offset.gap").equals("fail"));
  }

  /** Whether a task fails because records vanished before they were stored. */
  boolean gapsFail() {
    return configs.stream().anyMatch(config -> config.get("on.offset.gap").equals("fail"));
  }

  /** Whether a task fails that was retried for too long. */
  boolean retriesEnd() {
    return configs.stream().anyMatch(config -> !config.get("retry.timeout.ms").equals("-1"));
  }

  /** Settings that every process has. */
  static Map<String, String> base(String directory) {
    Map<String, String> config = new HashMap<>();
    config.put("name", "sim");
    config.put("topics", String.join(",", TOPICS));
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
    config.put("on.topic.reset", "restart");
    config.put("kafka.bootstrap.servers", "model:9092");
    return config;
  }
}
