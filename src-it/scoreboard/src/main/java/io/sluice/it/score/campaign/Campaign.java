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
package io.sluice.it.score.campaign;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.it.Await;
import io.sluice.it.Await.Hopeless;
import io.sluice.it.connect.ConnectorStatus.Task;
import io.sluice.it.load.PacedProducer;
import io.sluice.it.load.Topics;
import io.sluice.it.score.matrix.Progress;
import io.sluice.it.server.Installation;
import io.sluice.it.server.Servers;
import io.sluice.it.server.StorageKind;
import io.sluice.it.server.StorageServer;
import io.sluice.it.server.WorkDirectory;
import io.sluice.it.server.WorkerProcess;
import io.sluice.it.verify.ConnectorFiles;
import io.sluice.it.verify.TopicReader;
import io.sluice.it.verify.Verdict;
import io.sluice.it.verify.Verifier;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;

/**
 * One connector on a cluster of workers, under a steady load, while something happens in each
 * round. At the end every record must be in exactly one file.
 */
public final class Campaign implements AutoCloseable {
  private static final String NAME = "campaign";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final Plan plan;
  private final Progress progress;
  private final Servers servers;
  private final Admin admin;
  private final Topics topics;
  private final Fleet fleet;
  private final Map<String, String> config;
  private ConnectorFiles files;
  private LedgerWatch ledger;
  private PacedProducer producer;
  private Instant underLoad;
  private int rounds;
  private int spared;

  /**
   * What runs.
   *
   * @param workers of the cluster
   * @param recordsPerSecond in all partitions together
   * @param settings of the connector, in addition to the usual ones
   */
  public record Plan(
      StorageKind store,
      int workers,
      int partitions,
      int tasks,
      long recordsPerSecond,
      Map<String, String> settings) {}

  /**
   * How it ended.
   *
   * @param recoveryMillis the longest time from an assignment of a partition to the first commit of
   *     its new task
   * @param longestStallMillis the longest time between two commits of a partition
   * @param lag offsets that the group has not committed
   * @param leftOver staged files that were neither published nor removed
   */
  public record Outcome(
      int rounds,
      Verdict verdict,
      long recoveryMillis,
      long longestStallMillis,
      long lag,
      List<String> leftOver) {

    /** Whether nothing is missing, doubled or still staged. */
    public boolean exact() {
      return verdict.exact() && lag == 0 && leftOver.isEmpty();
    }

    /** Adds the fields that every campaign reports. */
    public void describe(ObjectNode result) {
      result.put("rounds", rounds);
      result.put("records", verdict.expected());
      result.put("missing", verdict.missing());
      result.put("twice", verdict.twice());
      result.put("leftOver", leftOver.size());
      result.put("lag", lag);
      result.put("longestStallMillis", longestStallMillis);
      result.put("recoveryMillis", recoveryMillis);
    }
  }

  private Campaign(Plan plan, Progress progress, Servers servers) {
    this.plan = plan;
    this.progress = progress;
    this.servers = servers;
    this.admin = servers.broker().admin();
    this.topics = new Topics(admin);
    this.fleet = new Fleet(servers);
    this.config = new HashMap<>(store().connector(NAME));
    config.put("topics", NAME);
    config.put("tasks.max", Integer.toString(plan.tasks()));
    config.put("format", "text");
    config.put("roll.interval.ms", "1000");
    config.put("retry.backoff.ms", "200");
    config.put("retry.backoff.max.ms", "2000");
    config.put("consumer.override.session.timeout.ms", "3000");
    config.put("consumer.override.heartbeat.interval.ms", "1000");
    config.putAll(plan.settings());
    config.values().removeIf(""::equals);
  }

  /** Starts the servers, the connector and the load, and returns when every partition commits. */
  public static Campaign start(Plan plan, Progress progress) throws Exception {
    Servers servers =
        Servers.start(Installation.locate(), WorkDirectory.create(), Servers.QUICK)
            .with(plan.store());
    Campaign campaign = null;
    try {
      servers.awaitReady();
      campaign = new Campaign(plan, progress, servers);
      campaign.begin();
      return campaign;
    } catch (Exception e) {
      if (campaign == null) {
        servers.close();
      } else {
        campaign.close();
      }
      throw e;
    }
  }

  private void begin() throws Exception {
    for (int i = 0; i < plan.workers(); i++) {
      fleet.join();
    }
    topics.create(NAME, plan.partitions());
    files = store().files(config);
    fleet.client().configure(NAME, config);
    fleet.client().awaitRunning(NAME, tasks(), LIMIT);
    ledger = LedgerWatch.start(files, NAME, NAME, plan.partitions());
    producer =
        PacedProducer.start(
            servers.broker().bootstrapServers(),
            PacedProducer.inTurn(
                NAME,
                plan.partitions(),
                LongStream.range(0, Long.MAX_VALUE).mapToObj(i -> "record " + i).iterator()),
            plan.recordsPerSecond());
    awaitProgress();
    underLoad = Instant.now();
    progress.say(
        "%d workers write to %s, %,d records a second",
        plan.workers(), store().kind().title(), plan.recordsPerSecond());
  }

  /** The workers. */
  public Fleet fleet() {
    return fleet;
  }

  /** The store. */
  public StorageServer store() {
    return servers.store(plan.store());
  }

  /** A client of the broker, which this object closes. */
  public Admin admin() {
    return admin;
  }

  /** The connector's name. */
  public String connector() {
    return NAME;
  }

  /** The number of the round that runs, from 1. */
  public int round() {
    return rounds;
  }

  /** From now on, does not choose the first workers as {@link #victim}. */
  public void sparing(int workers) {
    spared = workers;
  }

  /** The worker whose turn it is to be disturbed. */
  public WorkerProcess victim() {
    List<WorkerProcess> members = fleet.members();
    return members.get(spared + rounds % (members.size() - spared));
  }

  /** Says a line of progress. */
  public void say(String format, Object... arguments) {
    progress.say(format, arguments);
  }

  private int tasks() {
    return Integer.parseInt(config.get("tasks.max"));
  }

  /** Changes settings of the connector; an empty value removes one. */
  public void reconfigure(Map<String, String> settings) {
    config.putAll(settings);
    config.values().removeIf(""::equals);
    fleet.client().configure(NAME, config);
  }

  /** Waits until files are open, disturbs, and waits until every partition commits again. */
  public void round(Disturbance disturbance) throws Exception {
    rounds++;
    Await.until("files are open", LIMIT, () -> files.countOpen() > 0);
    disturbance.happen(this);
    awaitProgress();
    progress.say(
        "round %d: every partition commits again, %,d records sent",
        rounds, producer.acknowledged());
  }

  /** Returns when all tasks run and every partition has committed since the call. */
  public void awaitProgress() {
    awaitCommits();
    Await.until(
        "all tasks run",
        LIMIT,
        () -> {
          restartFailed();
          return fleet.client().status(NAME).runs(tasks());
        });
  }

  /**
   * Freezes the whole store for a time; ends the campaign if a task fails meanwhile.
   *
   * @param meanwhile happens again and again while the store is frozen
   * @return milliseconds from then until every partition has committed
   */
  public long freezeStore(Duration time, Disturbance meanwhile) throws IOException {
    store().process().freeze();
    long end = System.nanoTime() + time.toNanos();
    Await.until(
        "the outage ends",
        time.plus(LIMIT),
        () -> {
          restartFailed();
          meanwhile.happen(this);
          return System.nanoTime() - end >= 0;
        });
    store().process().thaw();
    long thawed = System.nanoTime();
    awaitCommits();
    return Duration.ofNanos(System.nanoTime() - thawed).toMillis();
  }

  /** Returns when every partition has committed twice since the call. */
  public void awaitCommits() {
    long[] before = ledger.commits();
    Await.until(
        "every partition commits",
        LIMIT,
        () -> {
          restartFailed();
          long[] now = ledger.commits();
          for (int i = 0; i < now.length; i++) {
            // The first may have been on its way before the call.
            if (now[i] < before[i] + 2) {
              return false;
            }
          }
          return true;
        });
  }

  /**
   * Connect 4.3.1 may fail a task when the new group protocol revokes partitions, because its own
   * metrics modify an unmodifiable collection. Any other failure ends the campaign.
   */
  private void restartFailed() {
    for (Task task : fleet.client().status(NAME).tasks()) {
      if (task.state().equals("FAILED")) {
        if (!task.trace().contains("SinkTaskMetricsGroup.clearOffsets")) {
          throw new Hopeless("a task failed: " + task.trace());
        }
        fleet.client().restartTask(NAME, task.id());
      }
    }
  }

  /** Ends the load, waits until all is committed, and compares the files with the topic. */
  public Outcome finish() throws Exception {
    long sent = producer.finish();
    progress.say("%,d records were sent; waiting until all are committed", sent);
    Await.until(
        "all records are committed",
        LIMIT,
        () -> {
          restartFailed();
          return topics.lag(NAME, List.of(NAME)) == 0;
        });
    Await.until("all tasks run", LIMIT, () -> fleet.client().status(NAME).runs(tasks()));
    List<String> leftOver = awaitNothingStaged();
    ledger.close();
    progress.say("comparing %,d records", sent);
    Verifier verifier = new Verifier();
    new TopicReader(servers.broker().bootstrapServers())
        .read(topics.partitions(List.of(NAME)), verifier::expect);
    Verdict verdict = verifier.compare(files.output());
    verdict.examples().forEach(example -> progress.say("%s", example));
    leftOver.forEach(path -> progress.say("still staged: %s", path));
    return new Outcome(
        rounds,
        verdict,
        recoveryMillis(),
        ledger.longestMillis(),
        topics.lag(NAME, List.of(NAME)),
        leftOver);
  }

  /** The paths that are still staged after a time in which they should have been removed. */
  private List<String> awaitNothingStaged() throws IOException {
    try {
      Await.until("nothing is staged", LIMIT, () -> files.unpublished().isEmpty());
      return List.of();
    } catch (IllegalStateException e) {
      return files.unpublished();
    }
  }

  private long recoveryMillis() throws IOException {
    Assignments assignments = Assignments.read(fleet.logs(), NAME, plan.partitions());
    long longest = 0;
    for (LedgerWatch.FirstCommit commit : ledger.firstCommits()) {
      Instant assigned = assignments.lastBefore(commit.partition(), commit.time());
      if (assigned == null) {
        throw new IllegalStateException(
            "no worker has logged the assignment of partition " + commit.partition());
      }
      // Before, there were no records to commit.
      if (assigned.isAfter(underLoad)) {
        longest = Math.max(longest, Duration.between(assigned, commit.time()).toMillis());
      }
    }
    return longest;
  }

  @Override
  public void close() throws IOException {
    if (producer != null) {
      producer.close();
    }
    if (ledger != null) {
      ledger.close();
    }
    admin.close();
    servers.close();
  }
}
