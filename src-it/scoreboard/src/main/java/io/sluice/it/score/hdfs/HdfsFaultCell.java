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
package io.sluice.it.score.hdfs;

import io.sluice.connect.FileSinkTask;
import io.sluice.exec.TaskEnvironments;
import io.sluice.it.server.LocalHdfs;
import io.sluice.it.task.TaskDriver;
import io.sluice.it.verify.HdfsFiles;
import io.sluice.it.verify.Output;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/** One fault at one step: the task still has to deliver every record once. */
record HdfsFaultCell(ServerFault fault, Step step) {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration LONGEST_POLL = Duration.ofMillis(10);
  private static final String TOPIC = "records";
  private static final String USER = "sluice";
  private static final int FILES = 3;
  private static final int FILE_RECORDS = 50;

  String name() {
    return fault.title() + " x " + step.title();
  }

  /** Why there is no such cell; empty if there is. */
  Optional<String> undefinedBecause() {
    if (fault.refuses() && step.ofOpening()) {
      return Optional.of("a refusal at a task's first opening is final, and the task says so");
    }
    if (fault.meetsOpenFiles() && step != Step.WRITE && step != Step.SEAL) {
      return Optional.of("no file is being written at this step");
    }
    return Optional.empty();
  }

  /**
   * Runs it in a separate directory.
   *
   * @throws IllegalStateException if something is not as it should be
   */
  void run(LocalHdfs hdfs) throws IOException, InterruptedException {
    Path directory = new Path("/" + UUID.randomUUID());
    hdfs.fileSystem().mkdirs(directory, new FsPermission((short) 0755));
    hdfs.fileSystem().setOwner(directory, USER, USER);
    Disturbance disturbance = new Disturbance(fault, step, hdfs, directory);
    try (TaskDriver driver = start(hdfs, directory, disturbance)) {
      driver.produce(FILES * FILE_RECORDS);
      driver.runUntil(
          "all records are committed",
          LIMIT,
          () -> ended(disturbance) && driver.committed() == driver.end());
      HdfsFiles files = new HdfsFiles(hdfs.fileSystem(), directory.toString());
      driver.runUntil("nothing is staged", LIMIT, () -> unpublished(files) == 0);
      check(files.output(), driver.end());
    }
  }

  private static TaskDriver start(LocalHdfs hdfs, Path directory, Disturbance disturbance) {
    Map<String, String> config = new HashMap<>();
    config.put("name", "score");
    config.put("hdfs.url", hdfs.url());
    config.put("hdfs.user", USER);
    config.put("output.dir", directory.toString());
    config.put("format", "text");
    config.put("roll.records", Integer.toString(FILE_RECORDS));
    config.put("on.offset.gap", "skip");
    config.put("on.topic.reset", "restart");
    config.put("storage.timeout.ms", "15000");
    config.put("retry.backoff.ms", "20");
    config.put("retry.backoff.max.ms", "200");
    // The engine repeats, so that the client need not.
    config.put("hdfs.conf.ipc.client.connect.max.retries", "1");
    config.put("hdfs.conf.ipc.client.connect.retry.interval", "100");
    return new TaskDriver(
        new FileSinkTask(new DisturbedProvider(disturbance), TaskEnvironments.system()),
        config,
        new TopicPartition(TOPIC, 0),
        HdfsFaultCell::record,
        LONGEST_POLL);
  }

  private static SinkRecord record(long offset) {
    return new SinkRecord(TOPIC, 0, null, null, Schema.STRING_SCHEMA, "record " + offset, offset);
  }

  private static boolean ended(Disturbance disturbance) {
    try {
      disturbance.endIfMet();
      return disturbance.isOver();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int unpublished(HdfsFiles files) {
    try {
      return files.unpublished().size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(Output output, long records) throws IOException {
    Map<String, Integer> lines = new HashMap<>();
    for (Output.File file : output.files()) {
      try (BufferedReader reader =
          new BufferedReader(new InputStreamReader(output.open(file), StandardCharsets.UTF_8))) {
        reader.lines().forEach(line -> lines.merge(line, 1, Integer::sum));
      }
    }
    long twice = lines.values().stream().filter(count -> count > 1).count();
    if (twice > 0 || lines.size() != records) {
      throw new IllegalStateException(
          twice + " records twice, " + (records - lines.size()) + " records missing");
    }
  }
}
