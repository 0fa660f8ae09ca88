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

import io.sluice.it.gcs.call.Calls.Counts;
import io.sluice.it.gcs.fault.Fault;
import io.sluice.it.task.TaskDriver;
import io.sluice.it.task.gcs.FaultStep;
import io.sluice.it.task.gcs.TaskOnGcs;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/** The cost of commits by their number of files, as the server counts it. */
public final class CommitCosts {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final int ATTEMPTS = 3;
  private static final Duration LONGEST_POLL = Duration.ofMillis(100);

  /** Commits before the measurement, so that old ledger entries exist that can be deleted. */
  private static final int WARM_UP = 4;

  private CommitCosts() {}

  /**
   * The cost of one commit.
   *
   * @param classA operations that Google bills as class A
   * @param classB those of class B
   * @param calls requests, with those that are free
   */
  public record Cost(int files, long classA, long classB, long calls) {

    /** Whether the cost is at most an upload for each file, the append and its verification. */
    public boolean isLeast() {
      return classA <= files + 2 && classB == 0;
    }
  }

  /**
   * Commits files and counts.
   *
   * @param rights changes what the task may do
   */
  public static Cost measure(int files, Consumer<TaskOnGcs> rights)
      throws IOException, InterruptedException {
    try (TaskOnGcs server = TaskOnGcs.start()) {
      rights.accept(server);
      TaskDriver driver =
          server.startTask(
              Map.of("directory.template", "{topic}/{key}", "roll.idle.ms", "50"),
              offset -> record(offset, files),
              LONGEST_POLL);
      driver.runUntil("the partition is open", LIMIT, driver::isReady);
      for (int i = 0; i < WARM_UP; i++) {
        commitOne(driver);
      }
      Counts before = server.gcs().calls().counts();
      commitOne(driver);
      Counts ofOne = server.gcs().calls().counts().since(before);
      if (files == 1) {
        return cost(1, ofOne);
      }
      for (int i = 0; i < ATTEMPTS; i++) {
        Optional<Counts> ofBoth = together(server, driver, files);
        if (ofBoth.isPresent()) {
          return cost(files, ofBoth.get().since(ofOne));
        }
      }
      throw new IllegalStateException(files + " files were never committed together");
    }
  }

  /**
   * Commits one file, and then several together: those that are sealed while an entry is being
   * appended go into the next one.
   *
   * @return what both commits cost; empty if a file was sealed so late that it took a third
   */
  private static Optional<Counts> together(TaskOnGcs server, TaskDriver driver, int files)
      throws IOException, InterruptedException {
    long entries = server.ledgerEntries();
    Counts before = server.gcs().calls().counts();
    Fault append = FaultStep.APPEND.script(server.gcs().faults()).stall();
    driver.produce(1);
    driver.runUntil("the first file is being committed", LIMIT, () -> append.hits() > 0);
    driver.produce(files);
    driver.runUntil(
        "the other files are sealed",
        LIMIT,
        () -> server.staged().size() == files + 1 && driver.metric("files-open") == 0);
    append.release();
    awaitCommit(driver);
    Counts cost = server.gcs().calls().counts().since(before);
    return server.ledgerEntries() == entries + 2 ? Optional.of(cost) : Optional.empty();
  }

  private static void commitOne(TaskDriver driver) throws InterruptedException {
    driver.produce(1);
    awaitCommit(driver);
  }

  private static void awaitCommit(TaskDriver driver) throws InterruptedException {
    driver.runUntil("all records are committed", LIMIT, () -> driver.committed() == driver.end());
  }

  private static Cost cost(int files, Counts counts) {
    return new Cost(files, counts.classA(), counts.classB(), counts.requests());
  }

  private static SinkRecord record(long offset, int files) {
    return new SinkRecord(
        TaskOnGcs.TOPIC,
        0,
        Schema.STRING_SCHEMA,
        "key-" + offset % files,
        Schema.STRING_SCHEMA,
        "record " + offset,
        offset);
  }
}
