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

import io.sluice.it.Await;
import io.sluice.it.Await.Hopeless;
import io.sluice.it.connect.ConnectClient;
import io.sluice.it.connector.Gate;
import io.sluice.it.connector.Gate.Operation;
import io.sluice.it.connector.HangingSinkConnector;
import io.sluice.it.load.AccessLog;
import io.sluice.it.load.PacedProducer;
import io.sluice.it.load.Topics;
import io.sluice.it.score.campaign.Campaign;
import io.sluice.it.server.Installation;
import io.sluice.it.server.Servers;
import io.sluice.it.server.StorageKind;
import io.sluice.it.server.WorkDirectory;
import io.sluice.it.server.WorkerProcess;
import io.sluice.it.verify.LocalOutput;
import io.sluice.it.verify.TopicReader;
import io.sluice.it.verify.Verdict;
import io.sluice.it.verify.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A store that hangs. A local one does for one partition, one kind of call after the other: the
 * other partitions of the task go on. A server is frozen as a whole. The consumer stays in its
 * group, and no record is lost.
 */
@Command(
    name = "outage",
    description = "A store that hangs, for one partition or as a whole; no record is lost.")
final class OutageLine extends ScoreLine {
  private static final String TOPIC = "outage";
  private static final String CONNECTOR = "outage";
  private static final int PARTITIONS = 4;
  private static final int VICTIM = 0;
  private static final long LINES_PER_SECOND = 2_000;
  private static final long LINES_AFTERWARDS = 4_000;
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Duration LOOK_PERIOD = Duration.ofMillis(250);
  private static final long LONGEST_NEIGHBOUR_STALL_MILLIS = 2_000;

  /** The time of one call's hangs in units of a hang: five hangs, and one that is twice as long. */
  private static final int PARTS = 7;

  /** The part of a hang after which the connector abandons a call. */
  private static final double TIMEOUT_PART = 0.6;

  /** The place where the files are written. */
  enum Target {
    local,
    hdfs,
    gcs
  }

  @Option(
      names = "--store",
      defaultValue = "local",
      description = "The store: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Target store;

  @Option(
      names = "--minutes",
      defaultValue = "0.7",
      description = "Duration of all hangs together, in minutes (default: ${DEFAULT-VALUE}).")
  private double minutes;

  @Option(
      names = "--max-poll-interval-ms",
      defaultValue = "20000",
      description = "The consumer's max.poll.interval.ms (default: ${DEFAULT-VALUE}).")
  private long maxPollIntervalMillis;

  private ConnectClient client;
  private GroupWatch group;
  private PublishWatch published;
  private Gate gate;
  private Duration hang;
  private Duration storageTimeout;
  private long recoveryMillis;

  @Override
  String name() {
    return "outage";
  }

  @Override
  boolean measure() throws Exception {
    if (store != Target.local) {
      return measureServer(StorageKind.valueOf(store.name()));
    }
    hang = Duration.ofMillis(Math.round(minutes * 60_000 / PARTS));
    storageTimeout = Duration.ofMillis(Math.round(hang.toMillis() * TIMEOUT_PART));
    Path directory = WorkDirectory.create();
    Path root = Files.createDirectories(directory.resolve("output"));
    Path control = Files.createDirectories(directory.resolve("control"));
    gate = new Gate(control);
    try (Servers servers = Servers.start(Installation.locate(), directory, Servers.QUICK);
        Admin admin = servers.awaitReady().broker().admin()) {
      Topics topics = new Topics(admin);
      topics.create(TOPIC, PARTITIONS);
      WorkerProcess worker =
          servers.startWorker(
              "worker",
              List.of("-Xmx512m"),
              Map.of(
                  "consumer.max.poll.interval.ms",
                  Long.toString(maxPollIntervalMillis),
                  "offset.flush.interval.ms",
                  "1000"));
      worker.awaitReady();
      client = worker.client();
      client.create(CONNECTOR, config(root, control));
      client.awaitRunning(CONNECTOR, 1, LIMIT);
      group = new GroupWatch(admin, CONNECTOR);
      LocalOutput output = new LocalOutput(root.resolve("topics"));
      suffer(servers.broker().bootstrapServers(), output);
      awaitNoLag(topics);
      int lost = group.lost();
      finish(servers.broker().bootstrapServers(), topics);
      return report(servers, topics, output, lost, countStaged(root));
    }
  }

  /** Freezes the whole store: every partition waits for it, and goes on afterwards. */
  private boolean measureServer(StorageKind kind) throws Exception {
    Campaign.Plan plan = new Campaign.Plan(kind, 1, PARTITIONS, 1, LINES_PER_SECOND, Map.of());
    try (Campaign campaign = Campaign.start(plan, this::say)) {
      GroupWatch members = new GroupWatch(campaign.admin(), campaign.connector());
      campaign.round(
          running -> {
            say("%s is frozen for %.1f minutes", kind.title(), minutes);
            Duration time = Duration.ofMillis(Math.round(minutes * 60_000));
            recoveryMillis = running.freezeStore(time, frozen -> members.look());
          });
      Campaign.Outcome outcome = campaign.finish();
      members.look();
      result().put("store", kind.name());
      outcome.describe(result());
      result().put("recoveryMillis", recoveryMillis);
      result().put("groupLost", members.lost());
      return outcome.exact() && members.lost() == 0;
    }
  }

  private Map<String, String> config(Path root, Path control) {
    return Map.ofEntries(
        Map.entry("connector.class", HangingSinkConnector.class.getName()),
        Map.entry("tasks.max", "1"),
        Map.entry("topics", TOPIC),
        Map.entry("local.root", root.toString()),
        Map.entry("local.control.dir", control.toString()),
        Map.entry("format", "text"),
        Map.entry("kafka.bootstrap.servers", "${env:KAFKA_BOOTSTRAP_SERVERS}"),
        Map.entry("roll.interval.ms", "500"),
        Map.entry("storage.timeout.ms", Long.toString(storageTimeout.toMillis())),
        Map.entry("retry.backoff.ms", "200"),
        Map.entry("retry.backoff.max.ms", "1000"));
  }

  private void suffer(String bootstrapServers, LocalOutput output) throws IOException {
    try (PublishWatch watch = PublishWatch.start(output, PARTITIONS);
        PacedProducer producer =
            PacedProducer.start(
                bootstrapServers,
                PacedProducer.inTurn(
                    TOPIC,
                    PARTITIONS,
                    LongStream.range(0, Long.MAX_VALUE).mapToObj(AccessLog::line).iterator()),
                LINES_PER_SECOND)) {
      published = watch;
      await("every partition has files", LIMIT, () -> watch.allHave(2));
      for (Operation operation : Operation.values()) {
        hang(operation);
      }
      hangReopening();
      say("%,d records were produced meanwhile", producer.acknowledged());
    }
  }

  /** Makes one kind of call hang. */
  private void hang(Operation operation) throws IOException {
    gate.shut(operation, VICTIM);
    await(operation + " hangs", LIMIT, () -> gate.hasHeld(operation, VICTIM));
    say("%s hangs for %,d ms", operation, hang.toMillis());
    hold(hang);
    gate.open(operation, VICTIM);
    awaitRecovery();
  }

  /** Makes the list call of an opening hang, after a seal that was abandoned. */
  private void hangReopening() throws IOException {
    gate.shut(Operation.SEAL, VICTIM);
    await("SEAL hangs", LIMIT, () -> gate.hasHeld(Operation.SEAL, VICTIM));
    gate.shut(Operation.LIST, VICTIM);
    await(
        "LIST hangs while the partition is opened again",
        storageTimeout.plus(LIMIT),
        () -> gate.hasHeld(Operation.LIST, VICTIM));
    gate.open(Operation.SEAL, VICTIM);
    say("LIST of the reopening partition hangs for %,d ms", hang.toMillis());
    hold(hang);
    gate.open(Operation.LIST, VICTIM);
    awaitRecovery();
  }

  private void hold(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    await("the outage ends", time.plus(LIMIT), () -> System.nanoTime() - end >= 0);
  }

  private void awaitRecovery() {
    long start = System.nanoTime();
    int before = published.files(VICTIM);
    await("the partition publishes again", LIMIT, () -> published.files(VICTIM) > before);
    recoveryMillis = Math.max(recoveryMillis, (System.nanoTime() - start) / 1_000_000);
  }

  /** Waits while it watches the group and the task. */
  private void await(String what, Duration limit, Await.Condition condition) {
    long[] lastLook = {System.nanoTime()};
    Await.until(
        what,
        limit,
        () -> {
          if (System.nanoTime() - lastLook[0] > LOOK_PERIOD.toNanos()) {
            lastLook[0] = System.nanoTime();
            group.look();
            String failure = client.status(CONNECTOR).failure();
            if (!failure.isEmpty()) {
              throw new Hopeless("the task failed: " + failure);
            }
          }
          return condition.holds();
        });
  }

  private void awaitNoLag(Topics topics) {
    await("all records are committed", LIMIT, () -> topics.lag(CONNECTOR, List.of(TOPIC)) == 0);
  }

  /** A new task removes the staged files of abandoned writers. */
  private void finish(String bootstrapServers, Topics topics) throws InterruptedException {
    client.restartTask(CONNECTOR, 0);
    try (PacedProducer producer =
        PacedProducer.start(
            bootstrapServers,
            PacedProducer.inTurn(
                TOPIC,
                PARTITIONS,
                LongStream.range(0, LINES_AFTERWARDS).mapToObj(i -> "afterwards " + i).iterator()),
            Long.MAX_VALUE)) {
      producer.awaitEnd();
    }
    awaitNoLag(topics);
  }

  private long countStaged(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .filter(path -> path.toString().contains("/staging/"))
          .peek(path -> say("still staged: %s", path))
          .count();
    }
  }

  private boolean report(
      Servers servers, Topics topics, LocalOutput output, int groupLost, long leftOver)
      throws Exception {
    Verifier verifier = new Verifier();
    new TopicReader(servers.broker().bootstrapServers())
        .read(topics.partitions(List.of(TOPIC)), verifier::expect);
    Verdict verdict = verifier.compare(output);
    verdict.examples().forEach(example -> say("%s", example));
    long neighbourStall = 0;
    for (int partition = 0; partition < PARTITIONS; partition++) {
      if (partition != VICTIM) {
        neighbourStall = Math.max(neighbourStall, published.longestMillis(partition));
      }
    }
    result().put("store", store.name());
    result().put("rounds", Operation.values().length + 1);
    result().put("records", verdict.expected());
    result().put("missing", verdict.missing());
    result().put("twice", verdict.twice());
    result().put("leftOver", leftOver);
    result().put("longestStallMillis", published.longestMillis(VICTIM));
    result().put("recoveryMillis", recoveryMillis);
    result().put("groupLost", groupLost);
    result().put("neighbourStallMillis", neighbourStall);
    return verdict.exact()
        && groupLost == 0
        && leftOver == 0
        && neighbourStall < LONGEST_NEIGHBOUR_STALL_MILLIS;
  }
}
