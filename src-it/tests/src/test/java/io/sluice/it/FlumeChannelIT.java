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

import io.sluice.flume.FlumeEventConverter;
import io.sluice.it.read.Lines;
import io.sluice.it.server.StorageKind;
import io.sluice.it.verify.Output;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flume.Context;
import org.apache.flume.Transaction;
import org.apache.flume.channel.kafka.KafkaChannel;
import org.apache.flume.event.EventBuilder;
import org.apache.kafka.connect.storage.StringConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Events of Flume's Kafka channel reach files. */
@ExtendWith(SharedBench.class)
class FlumeChannelIT {
  private static final int EVENTS = 2_000;
  private static final int BATCH = 100;

  @Test
  void bodiesAndHeadersOfEventsArrive(Bench bench) throws Exception {
    Pipe pipe =
        new Pipe(bench, bench.store(StorageKind.hdfs), "flume-channel", 2)
            .with("value.converter", FlumeEventConverter.class.getName())
            .with("value.converter.body.type", "string")
            .with("header.converter", StringConverter.class.getName())
            .with("directory.template", "host={header.host}/note={header.note}");
    pipe.run();
    Map<String, List<String>> sent = put(bench, pipe.name());
    pipe.awaitNoLag();

    assertThat(bodies(pipe.output())).isEqualTo(sent);
    pipe.end();
  }

  /** Puts events into a channel; gives their bodies by the directory that their headers make. */
  private static Map<String, List<String>> put(Bench bench, String topic) {
    KafkaChannel channel = new KafkaChannel();
    channel.setName("channel");
    channel.configure(
        new Context(
            Map.of("kafka.bootstrap.servers", bench.bootstrapServers(), "kafka.topic", topic)));
    channel.start();
    Map<String, List<String>> bodies = new TreeMap<>();
    try {
      for (int first = 0; first < EVENTS; first += BATCH) {
        Transaction transaction = channel.getTransaction();
        transaction.begin();
        for (int number = first; number < first + BATCH; number++) {
          String host = "web-" + number % 3;
          String note = number % 2 == 0 ? "grün" : "a/b";
          String body = "Zeile " + number + " über Flume";
          channel.put(EventBuilder.withBody(Pipe.bytes(body), Map.of("host", host, "note", note)));
          bodies
              .computeIfAbsent(
                  "host=%s/note=%s".formatted(host, number % 2 == 0 ? "grün" : "a%2Fb"),
                  directory -> new ArrayList<>())
              .add(body);
        }
        transaction.commit();
        transaction.close();
      }
    } finally {
      channel.stop();
    }
    bodies.values().forEach(lines -> lines.sort(null));
    return bodies;
  }

  private static Map<String, List<String>> bodies(Output output) throws IOException {
    Map<String, List<String>> bodies = new TreeMap<>();
    for (Output.File file : output.files()) {
      String directory = file.path().substring(0, file.path().lastIndexOf('/'));
      List<String> lines = bodies.computeIfAbsent(directory, each -> new ArrayList<>());
      try (InputStream input = output.open(file)) {
        Lines.read(input, lines::add);
      }
    }
    bodies.values().forEach(lines -> lines.sort(null));
    return bodies;
  }
}
