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
package io.sluice.it.score.gcs;

import io.sluice.it.gcs.fault.Fault;
import io.sluice.it.task.TaskDriver;
import io.sluice.it.task.gcs.FaultKind;
import io.sluice.it.task.gcs.FaultStep;
import io.sluice.it.task.gcs.TaskOnGcs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/** One fault at one step: the task still has to deliver every record once. */
record FaultCell(FaultKind kind, FaultStep step) {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration LONGEST_POLL = Duration.ofMillis(10);

  /** Requests above those of an undisturbed run that a single fault may cost. */
  private static final long MOST_EXTRA_REQUESTS = 6;

  private static final int FILES = 3;
  private static final int SMALL_FILE_RECORDS = 50;

  /** With lines of a KiB, a file is too large for one request. */
  private static final int LARGE_FILE_RECORDS = 1_300;

  /** So that a large file has two whole chunks and a shorter one. */
  private static final String CHUNK_BYTES = "524288";

  private static final String PADDING = "x".repeat(1000);

  String name() {
    return kind.title() + " x " + step.title();
  }

  /** Why there is no such fault; empty if there is. */
  Optional<String> undefinedBecause() {
    if (kind.ofListing() && !step.isListing()) {
      return Optional.of("only the answer to a listing has pages");
    }
    return kind == FaultKind.CORRUPT && !step.hasBytes()
        ? Optional.of("the request brings no bytes of an object, whose checksum could be wrong")
        : Optional.empty();
  }

  /**
   * Runs it.
   *
   * @param usual requests of an undisturbed run
   * @return requests above those
   * @throws IllegalStateException if something is not as it should be
   */
  long run(ServiceAccount account, long usual) throws IOException, InterruptedException {
    try (TaskOnGcs server = TaskOnGcs.start()) {
      TaskDriver driver = start(server, account, step.largeFiles());
      step.lead(server.gcs().faults());
      Fault fault = kind.inject(step.script(server.gcs().faults()));
      deliver(driver, FILES * recordsPerFile(step.largeFiles()));
      require(fault.hits() > 0, "the fault met no call");
      long extra = server.gcs().calls().requests() - usual;
      require(extra <= MOST_EXTRA_REQUESTS, extra + " requests more than usual");
      fault.release();
      require(fault.awaitEnd(LIMIT), "the call did not end");
      check(server, driver.end());
      return extra;
    }
  }

  /** Counts the requests of an undisturbed run with a separate commit for each file. */
  static long usualRequests(ServiceAccount account, boolean largeFiles)
      throws IOException, InterruptedException {
    try (TaskOnGcs server = TaskOnGcs.start()) {
      TaskDriver driver = start(server, account, largeFiles);
      for (int i = 0; i < FILES; i++) {
        deliver(driver, recordsPerFile(largeFiles));
      }
      check(server, driver.end());
      return server.gcs().calls().requests();
    }
  }

  private static TaskDriver start(TaskOnGcs server, ServiceAccount account, boolean largeFiles)
      throws InterruptedException {
    Map<String, String> settings =
        Map.of(
            "gcs.credentials.source", "json",
            "gcs.credentials.json", account.json(server.gcs().url() + "/token"),
            "roll.records", Integer.toString(recordsPerFile(largeFiles)),
            "gcs.upload.chunk.bytes", CHUNK_BYTES,
            // A stalled connection is abandoned after a quarter of the timeout.
            "storage.timeout.ms", "4000",
            "retry.backoff.ms", "20",
            "retry.backoff.max.ms", "200",
            "retry.timeout.ms", "20000");
    TaskDriver driver =
        server.startTask(settings, offset -> record(offset, largeFiles), LONGEST_POLL);
    driver.runUntil("the partition is open", LIMIT, driver::isReady);
    return driver;
  }

  private static void deliver(TaskDriver driver, int records) throws InterruptedException {
    driver.produce(records);
    driver.runUntil("all records are committed", LIMIT, () -> driver.committed() == driver.end());
  }

  private static void check(TaskOnGcs server, long records) throws IOException {
    Map<String, Integer> lines = server.lines();
    long twice = lines.values().stream().filter(count -> count > 1).count();
    require(twice == 0, twice + " records twice");
    require(lines.size() == records, records - lines.size() + " records missing");
    List<Path> staged = server.staged();
    require(staged.isEmpty(), "still staged in the spool: " + staged);
  }

  private static int recordsPerFile(boolean largeFiles) {
    return largeFiles ? LARGE_FILE_RECORDS : SMALL_FILE_RECORDS;
  }

  private static SinkRecord record(long offset, boolean large) {
    String line = String.format(Locale.ROOT, "record %08d%s", offset, large ? PADDING : "");
    return new SinkRecord(TaskOnGcs.TOPIC, 0, null, null, Schema.STRING_SCHEMA, line, offset);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
