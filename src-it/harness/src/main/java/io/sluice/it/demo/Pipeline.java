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
package io.sluice.it.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.it.Await;
import io.sluice.it.Await.Hopeless;
import io.sluice.it.connect.ConnectClient;
import io.sluice.it.load.PacedProducer;
import io.sluice.it.load.Topics;
import io.sluice.it.server.WorkerProcess;
import io.sluice.it.verify.ConnectorFiles;
import io.sluice.it.verify.Output;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;

/** The topic, connector and output of the quickstart. */
final class Pipeline {
  static final int PARTITIONS = 4;

  private static final Duration STALL_LIMIT = Duration.ofSeconds(60);
  private static final Duration REPORT_PERIOD = Duration.ofSeconds(1);
  private static final long SECONDS_TO_PRODUCE = 4;
  private static final long LEAST_LINES_PER_SECOND = 1_000;

  private final JsonNode connector;
  private final WorkerProcess worker;
  private final ConnectClient client;
  private final Topics topics;
  private final ConnectorFiles files;

  Pipeline(JsonNode connector, WorkerProcess worker, Admin admin, ConnectorFiles files) {
    this.connector = connector;
    this.worker = worker;
    this.client = worker.client();
    this.topics = new Topics(admin);
    this.files = files;
  }

  /** Receives a line of progress. */
  @FunctionalInterface
  interface Progress {
    void say(String format, Object... arguments);
  }

  String name() {
    return connector.path("name").asText();
  }

  String topic() {
    return setting("topics");
  }

  ConnectorFiles files() {
    return files;
  }

  private String setting(String key) {
    return connector.path("config").path(key).asText();
  }

  void createTopic() throws Exception {
    topics.create(topic(), PARTITIONS);
  }

  void createConnector(Duration limit) {
    client.create(connector);
    client.awaitRunning(name(), Integer.parseInt(setting("tasks.max")), limit);
  }

  /** Produces all lines and returns when the connector has committed them all. */
  void run(LogSource source, boolean kill, String bootstrapServers, Progress progress)
      throws Exception {
    long pace = Math.max(LEAST_LINES_PER_SECOND, source.count() / SECONDS_TO_PRODUCE);
    try (PacedProducer producer =
        PacedProducer.start(
            bootstrapServers, PacedProducer.inTurn(topic(), PARTITIONS, source.lines()), pace)) {
      Watch watch = new Watch(source.count(), producer, progress);
      if (kill) {
        watch.awaitHalf();
        int open = files.countOpen();
        worker.kill();
        progress.say("kill -9 of the worker, which had %d files open", open);
        worker.restart();
        progress.say("the worker starts again; the log goes on meanwhile");
      }
      watch.awaitAll();
    }
  }

  private final class Watch {
    private final long total;
    private final PacedProducer producer;
    private final Progress progress;
    private long lastReport = System.nanoTime();
    private long lastMove = System.nanoTime();
    private long lastCommitted = -1;

    Watch(long total, PacedProducer producer, Progress progress) {
      this.total = total;
      this.producer = producer;
      this.progress = progress;
    }

    void awaitHalf() {
      Await.until(
          "half of the lines produced and files open",
          STALL_LIMIT.multipliedBy(10),
          () -> {
            observe();
            long produced = producer.acknowledged();
            return produced * 2 >= total && (files.countOpen() > 0 || produced == total);
          });
    }

    void awaitAll() {
      Await.until(
          "all lines committed",
          Duration.ofHours(12),
          () -> {
            observe();
            return lastCommitted >= total;
          });
      report();
    }

    private void observe() throws Exception {
      long committed = topics.committed(name()).values().stream().mapToLong(Long::longValue).sum();
      long now = System.nanoTime();
      if (committed != lastCommitted) {
        lastCommitted = committed;
        lastMove = now;
      } else if (now - lastMove > STALL_LIMIT.toNanos()) {
        throw new Hopeless("no progress for a minute. " + failure());
      }
      if (now - lastReport >= REPORT_PERIOD.toNanos()) {
        lastReport = now;
        report();
      }
    }

    private void report() {
      try {
        List<Output.File> published = files.output().files();
        progress.say(
            "%,d lines produced, %,d safe in %d files",
            producer.acknowledged(), Math.max(0, lastCommitted), published.size());
      } catch (IOException e) {
        progress.say("%,d lines produced, the store does not answer", producer.acknowledged());
      }
    }

    private String failure() {
      try {
        return client.status(name()).failure();
      } catch (RuntimeException e) {
        return "The worker does not answer: " + e.getMessage();
      }
    }
  }
}
