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

import io.sluice.avro.RawAvroConverter;
import io.sluice.it.load.AvroOrders;
import io.sluice.it.load.BulkProducer;
import io.sluice.it.load.Topics;
import io.sluice.it.registry.RegistryServer;
import io.sluice.it.score.TimedRuns.Round;
import io.sluice.it.server.Installation;
import io.sluice.it.server.Servers;
import io.sluice.it.server.StorageKind;
import io.sluice.it.server.WorkDirectory;
import io.sluice.it.server.WorkerProcess;
import io.sluice.it.verify.LocalOutput;
import io.sluice.it.verify.Output;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The throughput of Avro files from records that are not decoded, in comparison to a sink that only
 * counts, with the registry's converter and with the one that passes on bytes. The rounds
 * alternate, and the first is discarded.
 */
@Command(
    name = "rawavro",
    description =
        "Records per second from Avro to Avro without decoding, next to sinks that count.")
final class RawAvroLine extends ScoreLine {
  private static final String TOPIC = "orders";
  private static final String REGISTRY_CONVERTER =
      "io.apicurio.registry.utils.converter.AvroConverter";
  private static final double LEAST_RATIO = 1.5;

  @Option(
      names = "--records",
      defaultValue = "2000000",
      description = "Records in all partitions together (default: ${DEFAULT-VALUE}).")
  private long records;

  @Option(
      names = "--partitions",
      defaultValue = "4",
      description = "Partitions of the topic (default: ${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--codec",
      defaultValue = "null",
      description = "Codec of the files (default: ${DEFAULT-VALUE}).")
  private String codec;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "Measured rounds, after one that is discarded (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--heap",
      defaultValue = "1g",
      description = "Heap of the worker (default: ${DEFAULT-VALUE}).")
  private String heap;

  @Override
  String name() {
    return "rawavro";
  }

  /** One run of each sink. */
  private record Runs(Round raw, Round decoded, Round noop, Round bytesNoop) {}

  @Override
  boolean measure() throws Exception {
    try (Servers servers =
            Servers.start(Installation.locate(), WorkDirectory.create(), Servers.FAST);
        RegistryServer registry = RegistryServer.start()) {
      servers.awaitReady();
      int number = registry.add(TOPIC + "-value", "AVRO", AvroOrders.SCHEMA.toString());
      AvroOrders orders = new AvroOrders(number);
      try (Admin admin = servers.broker().admin()) {
        new Topics(admin).create(TOPIC, partitions);
      }
      say("%,d records of about %d bytes go into the topic", records, orders.value(0, 1).length);
      BulkProducer.fill(
          servers.broker().bootstrapServers(), TOPIC, partitions, records / partitions, orders);
      WorkerProcess worker = startWorker(servers);
      worker.awaitReady();
      return run(servers, new TimedRuns(servers.directory(), worker, TOPIC), registry);
    }
  }

  private WorkerProcess startWorker(Servers servers) throws IOException {
    Installation installation = servers.installation();
    List<Path> plugins =
        List.of(
            installation.plugin(StorageKind.hdfs.name()),
            installation.testPlugin(),
            installation.registryPlugin());
    return servers.startWorker(
        "worker",
        List.of("-Xms" + heap, "-Xmx" + heap),
        Map.of(
            "plugin.path",
            String.join(",", plugins.stream().map(Path::toString).toList()),
            // The registry's jar does not declare its converters as services.
            "plugin.discovery",
            "hybrid_warn"));
  }

  private boolean run(Servers servers, TimedRuns timed, RegistryServer registry) throws Exception {
    Map<String, String> decoding =
        Map.of(
            "value.converter",
            REGISTRY_CONVERTER,
            "value.converter.apicurio.registry.url",
            registry.apicurioUrl());
    Map<String, String> raw =
        Map.of(
            "value.converter", RawAvroConverter.class.getName(),
            "value.converter.registry.api", "apicurio",
            "value.converter.registry.url", registry.apicurioUrl());
    Map<String, String> bytes =
        Map.of("value.converter", "org.apache.kafka.connect.converters.ByteArrayConverter");
    List<Runs> measured = new ArrayList<>();
    for (int i = 0; i <= rounds; i++) {
      Runs runs =
          new Runs(
              sink(servers, timed, "raw-" + i, raw),
              sink(servers, timed, "decoded-" + i, decoding),
              timed.noop("noop-" + i, records, new HashMap<>(decoding)),
              timed.noop("noop-bytes-" + i, records, new HashMap<>(bytes)));
      say(
          "%s records/s: raw %,.0f, decoded %,.0f, no-op %,.0f, no-op with bytes %,.0f",
          i == 0 ? "warm-up:" : "round " + i + ":",
          records / runs.raw().seconds(),
          records / runs.decoded().seconds(),
          records / runs.noop().seconds(),
          records / runs.bytesNoop().seconds());
      if (i > 0) {
        measured.add(runs);
      }
    }
    return report(measured);
  }

  private Round sink(Servers servers, TimedRuns timed, String name, Map<String, String> converter)
      throws IOException {
    Path directory = servers.directory().resolve(name);
    Map<String, String> config = new HashMap<>(converter);
    config.put("connector.class", StorageKind.hdfs.connectorClass());
    config.put("hdfs.url", "file:///");
    config.put("output.dir", directory.toString());
    config.put("kafka.bootstrap.servers", servers.broker().bootstrapServers());
    config.put("format", "avro");
    config.put("avro.codec", codec);
    config.put("roll.records", Long.toString(records / partitions));
    Output output = new LocalOutput(directory);
    Round round =
        timed.run(name, config, () -> output.files().size() >= partitions, output::lastChange);
    new OrdersCheck(records / partitions, partitions).check(output);
    WorkDirectory.delete(directory);
    return round;
  }

  private boolean report(List<Runs> measured) {
    double ratio = Median.of(measured, runs -> runs.noop().seconds() / runs.raw().seconds());
    double millions = records / 1e6;
    result().put("codec", codec);
    result().put("records", records);
    put("recordsPerSecond", records / Median.of(measured, runs -> runs.raw().seconds()), 0);
    put(
        "decodedRecordsPerSecond",
        records / Median.of(measured, runs -> runs.decoded().seconds()),
        0);
    put("noopRecordsPerSecond", records / Median.of(measured, runs -> runs.noop().seconds()), 0);
    put("ratioToNoop", ratio, 3);
    put(
        "ratioToDecoded",
        Median.of(measured, runs -> runs.decoded().seconds() / runs.raw().seconds()),
        3);
    put(
        "ratioToBytesNoop",
        Median.of(measured, runs -> runs.bytesNoop().seconds() / runs.raw().seconds()),
        3);
    put("cpuSecondsPerMillion", Median.of(measured, runs -> runs.raw().cpuSeconds()) / millions, 3);
    put(
        "noopCpuSecondsPerMillion",
        Median.of(measured, runs -> runs.noop().cpuSeconds()) / millions,
        3);
    result().put("rounds", rounds);
    return ratio >= LEAST_RATIO;
  }
}
