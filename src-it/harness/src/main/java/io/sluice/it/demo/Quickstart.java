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

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.it.server.Installation;
import io.sluice.it.server.Servers;
import io.sluice.it.server.StorageKind;
import io.sluice.it.server.StorageServer;
import io.sluice.it.server.WorkDirectory;
import io.sluice.it.server.WorkerProcess;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the quickstart; {@code config-examples/quickstart.sh} builds what it needs and calls it. */
@Command(
    name = "quickstart.sh",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Sends a log file through Kafka into files, and proves that nothing is lost.")
public final class Quickstart implements Callable<Integer> {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final long GENERATED_LINES = 200_000;

  @Option(names = "--kill", description = "Kill the worker with SIGKILL half way, and restart it.")
  private boolean kill;

  @Option(names = "--keep", description = "Keep everything running until Ctrl-C.")
  private boolean keep;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "A log file to use instead of generated lines.")
  private Path input;

  @Option(
      names = "--store",
      paramLabel = "STORE",
      defaultValue = "hdfs",
      description = "Where to: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private StorageKind store;

  private Path directory;
  private final PrintStream out = System.out;
  private final long start = System.nanoTime();

  public static void main(String[] arguments) {
    CommandLine command = new CommandLine(new Quickstart());
    command.setExecutionExceptionHandler(
        (exception, line, parsed) -> {
          System.err.println("quickstart: " + exception.getMessage());
          return 1;
        });
    // Daemon threads of the clients are of no interest any more.
    System.exit(command.execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    LogSource source = input == null ? LogSource.generated(GENERATED_LINES) : LogSource.file(input);
    Installation installation = Installation.locate();
    directory = WorkDirectory.create();
    JsonNode connector =
        new ObjectMapper().readTree(installation.root().resolve(config()).toFile());
    say("starting Kafka, %s and a Connect worker, each a separate process", store.title());
    try (Servers servers = Servers.start(installation, directory, Servers.QUICK).with(store)) {
      servers.broker().awaitReady();
      // Groups forget a killed member after 3 s here; 10 s and 45 s are the usual settings.
      WorkerProcess worker =
          servers.startWorker(
              "worker",
              List.of("-Xmx512m"),
              Map.of(
                  "session.timeout.ms", "3000",
                  "consumer.session.timeout.ms", "3000",
                  "offset.flush.interval.ms", "1000"));
      worker.awaitReady();
      servers.awaitReady();
      StorageServer server = servers.store(store);
      say(
          "ready: Kafka at %s, %s at %s, Connect at %s",
          servers.broker().bootstrapServers(), store.title(), server.url(), worker.address());
      try (Admin admin = servers.broker().admin()) {
        Pipeline pipeline =
            new Pipeline(connector, worker, admin, server.files(settings(connector)));
        pipeline.createTopic();
        say("topic %s has %d partitions", pipeline.topic(), Pipeline.PARTITIONS);
        pipeline.createConnector(START_LIMIT);
        say("connector %s created: POST /connectors with %s", pipeline.name(), config());
        pipeline.run(source, kill, servers.broker().bootstrapServers(), this::say);
        return finish(pipeline, source, worker);
      }
    }
  }

  private static Map<String, String> settings(JsonNode connector) {
    return new ObjectMapper().convertValue(connector.path("config"), new TypeReference<>() {});
  }

  private int finish(Pipeline pipeline, LogSource source, WorkerProcess worker) throws Exception {
    Report report = new Report(pipeline.files(), out);
    out.println();
    report.printTree();
    out.println();
    report.printSample(3);
    out.println();
    if (keep) {
      printCommands(pipeline, worker);
    }
    boolean clean = report.awaitNothingStaged();
    boolean exact = report.prove(source) && clean;
    out.flush();
    if (keep) {
      // Ends with the process, by Ctrl-C.
      new CountDownLatch(1).await();
    }
    return exact ? 0 : 1;
  }

  private void printCommands(Pipeline pipeline, WorkerProcess worker) {
    String connectors = worker.address() + "/connectors";
    String one = connectors + "/" + pipeline.name();
    out.println("Everything keeps running until Ctrl-C. To play with:");
    out.println("  curl -s " + one + "/status");
    out.println("  curl -s " + one + "/offsets");
    out.println("  curl -s " + one + "/config");
    out.println("  curl -s -X PUT " + one + "/pause");
    out.println("  curl -s -X PUT " + one + "/resume");
    out.println("  curl -s -X POST '" + one + "/restart?includeTasks=true'");
    out.println("  curl -s -X DELETE " + one);
    out.println("  curl -s -H 'Content-Type: application/json' -d @" + config() + " " + connectors);
    out.println("Logs: " + directory);
    out.println();
  }

  /** The connector's file, below the project's directory. */
  private String config() {
    return "config-examples/" + store + "-text.json";
  }

  private void say(String format, Object... arguments) {
    double seconds = (System.nanoTime() - start) / 1e9;
    out.printf(
        Locale.ROOT, "[%5.1f s] %s%n", seconds, String.format(Locale.ROOT, format, arguments));
  }
}
