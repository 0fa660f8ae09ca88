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
package io.sluice.it.score.poison;

import io.sluice.config.FormatName;
import io.sluice.hdfs.HdfsSinkTask;
import io.sluice.it.Await;
import io.sluice.it.connector.poison.GoodValue;
import io.sluice.it.connector.poison.PoisonConverter;
import io.sluice.it.connector.poison.PoisonKind;
import io.sluice.it.connector.poison.PoisonMessage;
import io.sluice.it.read.RowReader;
import io.sluice.it.score.poison.PoisonTopic.Entry;
import io.sluice.it.server.WorkDirectory;
import io.sluice.it.task.TaskDriver;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * One kind in one format without a dead-letter queue: the task in this JVM fails and names the
 * record, or writes it.
 */
final class StrictCell {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration LONGEST_POLL = Duration.ofMillis(10);
  private static final int PARTITIONS = 2;
  private static final int PARTITION = 1;
  private static final int BAD_OFFSET = 2;
  private static final Pattern FAILURE =
      Pattern.compile(
          "The record at offset (\\d+) of ([\\w-]+) cannot be written: (.*)\\. To continue after such"
              + " records, set errors\\.tolerance=all and errors\\.deadletterqueue\\.topic\\.name\\.",
          Pattern.DOTALL);

  private final PoisonKind kind;
  private final PoisonTopic topic;
  private final GoodValue good;
  private final PoisonConverter keys = new PoisonConverter();
  private final PoisonConverter values = new PoisonConverter();

  StrictCell(PoisonKind kind, FormatName format, PoisonTable table) {
    this.kind = kind;
    this.good = table.good(format);
    this.topic = new PoisonTopic(format, table, PARTITIONS);
    Map<String, String> settings = Map.of(PoisonConverter.GOOD, good.name());
    keys.configure(settings, true);
    values.configure(settings, false);
    for (int offset = 0; offset <= BAD_OFFSET + 1; offset++) {
      topic.add(PARTITION, offset == BAD_OFFSET ? Optional.of(kind) : Optional.empty());
    }
  }

  String name() {
    return topic.cell(topic.entries().get(BAD_OFFSET).message());
  }

  /**
   * Runs the task.
   *
   * @param reader of the format
   * @return why the record was rejected; empty if it was written
   * @throws IllegalStateException if something is not as it should be
   */
  Optional<String> run(Optional<RowReader> reader) throws IOException, InterruptedException {
    Path directory = WorkDirectory.createNew("strict");
    try {
      Optional<Reason> reason = topic.reason(topic.entries().get(BAD_OFFSET).message());
      Optional<String> sentence = deliver(directory);
      if (reason.isPresent()) {
        require(sentence.isPresent(), "it is not rejected");
        check(reason.get(), sentence.get());
      } else {
        require(sentence.isEmpty(), "it is rejected: " + sentence);
        Findings findings = new Findings();
        new WrittenRows(topic, new ExpectedRows(topic.format(), good), reader)
            .check(directory, findings);
        require(findings.all().isEmpty(), findings.all().toString());
      }
      return sentence;
    } finally {
      // Work that was in progress when the task failed may still end.
      Await.until(
          "the directory is deleted",
          LIMIT,
          () -> {
            WorkDirectory.delete(directory);
            return true;
          });
    }
  }

  private void check(Reason reason, String sentence) {
    require(reason.isIn(sentence), "the reason is not " + reason + ": " + sentence);
    require(reason.names(kind, sentence), "the reason does not name the place: " + sentence);
  }

  private Optional<String> deliver(Path directory) throws InterruptedException {
    Map<String, String> config = new HashMap<>(PoisonConnector.settings(topic.format(), directory));
    config.put("name", "strict");
    config.put("on.offset.gap", "skip");
    config.put("on.topic.reset", "restart");
    config.put("roll.records", "1");
    TopicPartition partition = new TopicPartition(topic.name(), PARTITION);
    try (TaskDriver driver =
        new TaskDriver(new HdfsSinkTask(), config, partition, this::record, LONGEST_POLL)) {
      driver.produce(topic.entries().size());
      try {
        driver.runUntil(
            "the task fails, or all records are committed",
            LIMIT,
            () -> driver.committed() == driver.end());
        return Optional.empty();
      } catch (ConnectException e) {
        require(driver.committed() <= BAD_OFFSET, "the record was committed");
        return Optional.of(sentence(e));
      }
    }
  }

  /** The message about the record, in a failure that names the record without its content. */
  private String sentence(ConnectException failure) {
    StringWriter log = new StringWriter();
    failure.printStackTrace(new PrintWriter(log));
    require(!log.toString().contains(PoisonMessage.MARKER), "the log would show data: " + log);
    Matcher matcher = FAILURE.matcher(failure.getMessage());
    require(matcher.matches(), "the failure has another message: " + failure.getMessage());
    require(
        matcher.group(1).equals(Integer.toString(BAD_OFFSET))
            && matcher.group(2).equals(topic.name() + "-" + PARTITION),
        "another record is named: " + failure.getMessage());
    // As a header of a dead letter would contain it.
    return new String(matcher.group(3).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private SinkRecord record(long offset) {
    Entry entry = topic.entries().get((int) offset);
    byte[] bytes = entry.message().encode();
    SchemaAndValue key = keys.toConnectData(topic.name(), bytes);
    SchemaAndValue value = values.toConnectData(topic.name(), bytes);
    ConnectHeaders headers = new ConnectHeaders();
    String tenant = topic.tenant(entry.message());
    if (tenant != null) {
      headers.addString(PoisonKind.HEADER, tenant);
    }
    return new SinkRecord(
        topic.name(),
        entry.partition(),
        key.schema(),
        key.value(),
        value.schema(),
        value.value(),
        offset,
        0L,
        TimestampType.CREATE_TIME,
        headers);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
