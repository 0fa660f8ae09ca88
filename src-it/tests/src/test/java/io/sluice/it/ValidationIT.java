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
package io.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.it.connect.RequestRefused;
import io.sluice.it.server.StorageKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The messages of Connect's validation on a real worker, which isolates the plugin. */
class ValidationIT extends Scenario {
  /** The time after which Connect abandons a request. */
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(90);

  /** The setting with the address of the store's server. */
  private static String serverKey(StorageKind store) {
    return switch (store) {
      case hdfs -> "hdfs.url";
      case gcs -> "gcs.endpoint";
    };
  }

  /** A server of the store at this port of the loopback interface. */
  private static String server(StorageKind store, int port) {
    return switch (store) {
      case hdfs -> "hdfs://127.0.0.1:" + port;
      case gcs -> "http://127.0.0.1:" + port;
    };
  }

  /** Parts of the connector's message if no server listens. */
  private static List<String> saysWhereNobodyListens(StorageKind store) {
    return switch (store) {
      case hdfs -> List.of("nothing listens there", "check hdfs.url");
      case gcs -> List.of("nothing answers", "check the network, gcs.endpoint");
    };
  }

  /** Settings that only this store's connector has, with values that it refuses. */
  private static Map<String, String> badSettings(StorageKind store) {
    return switch (store) {
      case hdfs -> Map.of("hdfs.replication", "-1");
      case gcs -> Map.of("gcs.bucket", "gs://sluice", "spool.limit.bytes", "1");
    };
  }

  @OnEachStore
  void thePluginIsDiscoveredWithoutScanning(StorageKind store, Bench bench) {
    assertThat(bench.connect().sinkPlugins()).contains(store.connectorClass());
  }

  @OnEachStore
  void theExampleIsValid(StorageKind store, Bench bench) throws Exception {
    ObjectMapper json = new ObjectMapper();
    JsonNode example =
        json.readTree(
            bench
                .installation()
                .root()
                .resolve("config-examples/" + store + "-text.json")
                .toFile());
    Map<String, String> config =
        json.convertValue(example.path("config"), new TypeReference<>() {});
    assertThat(bench.connect().validate(withName(config, example.path("name").asText()))).isEmpty();
  }

  @OnEachStore
  void aStoreThatDoesNotAnswerIsReportedOnItsAddress(StorageKind store, Bench bench) {
    Map<String, String> config = config(bench, store);
    config.put(serverKey(store), server(store, 1));
    Map<String, List<String>> errors = bench.connect().validate(config);
    assertThat(errors).containsOnlyKeys(addressKey(store));
    assertThat(errors.get(addressKey(store)))
        .singleElement()
        .asString()
        .contains(saysWhereNobodyListens(store));
  }

  /**
   * Kafka shows that the connector has run; its settings can be changed while the store is away.
   */
  @OnEachStore
  void aStoreThatIsAwayDoesNotBlockAConnectorThatHasRun(StorageKind store, Bench bench)
      throws Exception {
    Pipe pipe = pipe(bench, store, "away", 1);
    pipe.run();
    pipe.produce(100);
    pipe.awaitNoLag();
    Map<String, String> config = withName(pipe.config(), pipe.name());
    config.put(serverKey(store), server(store, 1));
    assertThat(bench.connect().validate(config)).isEmpty();
    assertThat(bench.connect().validate(withName(config, pipe.name() + "-new")))
        .containsOnlyKeys(addressKey(store));
    pipe.end();
  }

  /** A server that hangs accepts connections and does not answer. */
  @OnEachStore
  void aStoreThatHangsDoesNotHoldUpTheAnswer(StorageKind store, Bench bench) throws IOException {
    try (ServerSocket hanging = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, String> config = config(bench, store);
      config.put(serverKey(store), server(store, hanging.getLocalPort()));
      long start = System.nanoTime();
      Map<String, List<String>> errors = bench.connect().validate(config);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isLessThan(CONNECT_LIMIT.dividedBy(2));
      assertThat(errors).containsOnlyKeys(addressKey(store));
      assertThat(errors.get(addressKey(store)))
          .singleElement()
          .asString()
          .containsPattern("did not answer|no answer in time");
    }
  }

  @OnEachStore
  void aKafkaThatHangsIsReportedOnItsKeyInTime(StorageKind store, Bench bench) throws IOException {
    try (ServerSocket hanging = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, String> config = config(bench, store);
      config.put("kafka.bootstrap.servers", "127.0.0.1:" + hanging.getLocalPort());
      long start = System.nanoTime();
      Map<String, List<String>> errors = bench.connect().validate(config);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isLessThan(CONNECT_LIMIT.dividedBy(2));
      assertThat(errors).containsOnlyKeys("kafka.bootstrap.servers");
      assertThat(errors.get("kafka.bootstrap.servers"))
          .singleElement()
          .asString()
          .contains("Kafka at 127.0.0.1:" + hanging.getLocalPort(), "did not answer within");
    }
  }

  @OnEachStore
  void theKeyThatAMisspeltOneMeansIsRecommended(StorageKind store, Bench bench) {
    Map<String, String> config = config(bench, store);
    config.put("roll.byte", "1000");
    assertThat(bench.connect().validate(config)).isEmpty();
    assertThat(bench.connect().recommended(config, "roll.byte")).containsExactly("roll.bytes");
  }

  @OnEachStore
  void eachBadSettingIsReportedOnItsKey(StorageKind store, Bench bench) {
    Map<String, String> bad =
        new HashMap<>(
            Map.of(
                "roll.records", "-1",
                "roll.interval.ms", "soon",
                "format", "xml",
                "compression", "rar",
                "timezone", "Mars/Olympus",
                "close.policy", "sometimes",
                "kafka.bootstrap.servers", "broker"));
    bad.putAll(badSettings(store));
    assertReportedOnThese(bench, store, bad);
  }

  @OnEachStore
  void eachContradictionIsReportedOnTheSettingToChange(StorageKind store, Bench bench) {
    Map<String, String> config = config(bench, store);
    config.put("compression", "snappy");
    config.put("retry.backoff.ms", "1000");
    assertReportedOnThese(
        bench,
        config,
        Map.of(
            "compression.level", "3",
            "retry.backoff.max.ms", "10",
            "null.values", "write",
            "ledger.dir", "topics/ledger",
            "directory.template", "{timestamp:YYYY}"));
    assertReportedOnThese(bench, store, Map.of("file.template", "{topic}"));
  }

  @OnEachStore
  void aBadConnectorIsNotCreated(StorageKind store, Bench bench) {
    Map<String, String> config = config(bench, store);
    config.put("format", "xml");
    assertThatThrownBy(() -> bench.connect().create(name(store), config))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContaining("400")
        .hasMessageContaining("for configuration format");
    assertThat(bench.connect().status(name(store)).state()).isEmpty();
  }

  private static void assertReportedOnThese(
      Bench bench, StorageKind store, Map<String, String> bad) {
    assertReportedOnThese(bench, config(bench, store), bad);
  }

  /** The bad settings have messages, which name them, and no other setting has any. */
  private static void assertReportedOnThese(
      Bench bench, Map<String, String> good, Map<String, String> bad) {
    Map<String, String> config = new HashMap<>(good);
    config.putAll(bad);
    Map<String, List<String>> errors = bench.connect().validate(config);
    assertThat(errors.keySet()).isEqualTo(bad.keySet());
    errors.forEach(
        (key, messages) ->
            assertThat(messages)
                .as(key)
                .isNotEmpty()
                .allSatisfy(message -> assertThat(message).contains(key)));
  }

  private static String addressKey(StorageKind store) {
    return store.provider().addressKey();
  }

  private static String name(StorageKind store) {
    return store + "-validated";
  }

  /** Good settings. */
  private static Map<String, String> config(Bench bench, StorageKind store) {
    Map<String, String> config = new HashMap<>(bench.store(store).connector(name(store)));
    config.put("tasks.max", "1");
    config.put("topics", "any");
    config.put("format", "text");
    return withName(config, name(store));
  }

  private static Map<String, String> withName(Map<String, String> config, String name) {
    Map<String, String> named = new HashMap<>(config);
    named.put("name", name);
    return named;
  }
}
