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

import io.sluice.it.load.PacedProducer;
import io.sluice.it.load.Topics;
import io.sluice.it.server.HdfsProcess;
import io.sluice.it.server.Installation;
import io.sluice.it.server.Servers;
import io.sluice.it.server.StorageKind;
import io.sluice.it.server.WorkDirectory;
import io.sluice.it.server.WorkerProcess;
import io.sluice.it.verify.HdfsFiles;
import io.sluice.it.verify.TopicReader;
import io.sluice.it.verify.Verdict;
import io.sluice.it.verify.Verifier;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A worker whose connectors write as different users: to an HDFS that requires Kerberos and
 * encrypts all that is sent, and to one without.
 */
@Tag("kerberos")
class KerberosIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final int PARTITIONS = 2;
  private static final int RECORDS = 6_000;

  /** So slowly that the tickets of {@link #LIFETIME} expire several times. */
  private static final long RECORDS_PER_SECOND = 250;

  private static final String LIFETIME = "4s";

  private static Path directory;
  private static LocalKdc kdc;
  private static Servers servers;
  private static HdfsProcess secure;
  private static HdfsProcess plain;
  private static WorkerProcess worker;

  @BeforeAll
  static void start() throws Exception {
    directory = WorkDirectory.create();
    kdc = LocalKdc.start(directory.resolve("kdc"));
    Installation installation = Installation.locate();
    servers = Servers.start(installation, directory, Servers.QUICK);
    secure =
        HdfsProcess.start(
            installation,
            directory.resolve("secure"),
            kdc.withConfiguration(Servers.QUICK, "1d"),
            kdc.hdfsSettings());
    plain =
        HdfsProcess.start(
            installation,
            directory.resolve("plain"),
            Servers.QUICK,
            Map.of("dfs.permissions.enabled", "false"));
    servers.awaitReady();
    plain.awaitReady();
    secure.awaitReady();
    worker =
        servers.startWorker(
            "worker",
            kdc.withConfiguration(List.of("-Xmx512m", "-XX:+UseSerialGC"), LIFETIME),
            Map.of("offset.flush.interval.ms", "1000"));
    worker.awaitReady();
  }

  @AfterAll
  static void stop() throws IOException {
    try {
      if (secure != null) {
        secure.close();
      }
      if (plain != null) {
        plain.close();
      }
      if (servers != null) {
        servers.close();
      }
    } finally {
      kdc.close();
      WorkDirectory.delete(directory);
    }
  }

  private static Map<String, String> connector(String name) {
    Map<String, String> config = new HashMap<>();
    config.put("connector.class", StorageKind.hdfs.connectorClass());
    config.put("name", name);
    config.put("topics", name);
    config.put("tasks.max", "1");
    config.put("output.dir", "/" + name);
    config.put("kafka.bootstrap.servers", "${env:KAFKA_BOOTSTRAP_SERVERS}");
    config.put("format", "text");
    config.put("roll.records", "100");
    config.put("roll.idle.ms", "500");
    // Connections are opened again and again, each with the present ticket.
    config.put("hdfs.conf.ipc.client.connection.maxidletime", "100");
    return config;
  }

  private static Map<String, String> withKerberos(String name) throws Exception {
    Map<String, String> config = connector(name);
    config.put("hdfs.url", secure.url());
    config.put("hdfs.kerberos.principal", name + "@" + LocalKdc.REALM);
    config.put("hdfs.kerberos.keytab", kdc.keytab(name).toString());
    config.put("hdfs.conf.hadoop.rpc.protection", "privacy");
    config.put("hdfs.conf.dfs.data.transfer.protection", "privacy");
    return config;
  }

  private static Map<String, String> withoutKerberos(String name) {
    Map<String, String> config = connector(name);
    config.put("hdfs.url", plain.url());
    config.put("hdfs.user", name);
    return config;
  }

  @Test
  void twoPrincipalsAndAUserWithoutOneWriteAsThemselvesWhileTicketsExpire() throws Exception {
    List<Map<String, String>> connectors =
        List.of(withKerberos("alice"), withoutKerberos("dave"), withKerberos("bob"));
    List<PacedProducer> producers = new ArrayList<>();
    try (Admin admin = servers.broker().admin()) {
      Topics topics = new Topics(admin);
      for (Map<String, String> config : connectors) {
        String name = config.get("name");
        topics.create(name, PARTITIONS);
        worker.client().create(name, config);
        worker.client().awaitRunning(name, 1, LIMIT);
        producers.add(
            PacedProducer.start(
                servers.broker().bootstrapServers(),
                PacedProducer.inTurn(
                    name,
                    PARTITIONS,
                    LongStream.range(0, RECORDS).mapToObj(n -> name + " " + n).iterator()),
                RECORDS_PER_SECOND));
      }
      for (PacedProducer producer : producers) {
        producer.awaitEnd();
        producer.close();
      }
      for (Map<String, String> config : connectors) {
        String name = config.get("name");
        Await.until(name + " has no lag", LIMIT, () -> topics.lag(name, List.of(name)) == 0);
        assertThat(worker.client().status(name).failure()).isEmpty();
        assertWritten(topics, config);
      }
    }
  }

  private static void assertWritten(Topics topics, Map<String, String> config) throws Exception {
    String name = config.get("name");
    try (FileSystem files = kdc.fileSystem(URI.create(config.get("hdfs.url")))) {
      Verifier verifier = new Verifier();
      new TopicReader(servers.broker().bootstrapServers())
          .read(topics.partitions(List.of(name)), verifier::expect);
      Verdict verdict = verifier.compare(new HdfsFiles(files, "/" + name).output());

      assertThat(verdict.examples()).as(name).isEmpty();
      assertThat(verdict.exact()).as(name).isTrue();
      assertThat(verdict.expected()).isEqualTo(RECORDS);
      assertThat(owners(files, "/" + name)).containsExactly(name);
    }
  }

  private static Set<String> owners(FileSystem files, String path) throws IOException {
    Set<String> owners = new HashSet<>();
    RemoteIterator<LocatedFileStatus> all =
        files.listFiles(new org.apache.hadoop.fs.Path(path), true);
    while (all.hasNext()) {
      owners.add(all.next().getOwner());
    }
    return owners;
  }

  @Test
  void anUnreadableKeytabIsAnErrorOnItsKey() throws Exception {
    Map<String, String> config = withKerberos("carol");
    config.put("hdfs.kerberos.keytab", directory.resolve("none.keytab").toString());

    Map<String, List<String>> errors = worker.client().validate(config);

    assertThat(errors).containsOnlyKeys("hdfs.kerberos.keytab");
    assertThat(errors.get("hdfs.kerberos.keytab"))
        .singleElement()
        .asString()
        .contains("is not a readable file");
  }

  @Test
  void aPrincipalThatTheKeytabLacksIsAnErrorOnTheKeytab() throws Exception {
    Map<String, String> config = withKerberos("erin");
    config.put("hdfs.kerberos.principal", "bert@" + LocalKdc.REALM);

    Map<String, List<String>> errors = worker.client().validate(config);

    assertThat(errors).containsOnlyKeys("hdfs.kerberos.keytab");
    assertThat(errors.get("hdfs.kerberos.keytab"))
        .singleElement()
        .asString()
        .contains("no key of bert@EXAMPLE.COM, but of erin@EXAMPLE.COM");
  }

  @Test
  void aConnectorWithoutLoginLearnsThatTheClusterRequiresOne() {
    Map<String, String> config = withoutKerberos("frank");
    config.put("hdfs.url", secure.url());

    Map<String, List<String>> errors = worker.client().validate(config);

    assertThat(errors).containsOnlyKeys("hdfs.url");
    assertThat(errors.get("hdfs.url"))
        .singleElement()
        .asString()
        .contains("the cluster requires Kerberos", "set hdfs.kerberos.principal");
  }
}
