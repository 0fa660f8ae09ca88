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
package io.sluice.connect;

import static io.sluice.connect.TaskRig.P0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.storage.MemoryStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Records that cannot be written. */
class TaskRejectionsTest {
  private final Reporter reporter = new Reporter();
  private final TaskRig rig =
      new TaskRig(new MemoryStorage(true), reporter, "null.values", "report", "roll.records", "2");

  /** Collects reports, which a test acknowledges later. */
  private static final class Reporter implements ErrantRecordReporter {
    private final List<Long> offsets = new ArrayList<>();
    private final List<CompletableFuture<Void>> answers = new ArrayList<>();
    private boolean refuses;

    @Override
    public Future<Void> report(SinkRecord record, Throwable error) {
      if (refuses) {
        throw new ConnectException("no tolerance");
      }
      offsets.add(record.kafkaOffset());
      answers.add(new CompletableFuture<>());
      return answers.get(answers.size() - 1);
    }
  }

  /** Values at 0, 2 and 3; nothing at 1. */
  private void deliverOneBadRecord() {
    rig.open(P0);
    rig.produce(P0, 0, 3);
    rig.produce(P0, 1, null, null);
    rig.poll();
    rig.poll();
  }

  @Test
  void theRestOfTheBatchIsWritten() {
    deliverOneBadRecord();

    assertThat(reporter.offsets).containsExactly(1L);
    assertThat(rig.values()).containsExactly("v0", "v2");
  }

  @Test
  void baseIsHeldUntilTheReportIsAcknowledged() {
    deliverOneBadRecord();
    assertThat(rig.committed()).isEqualTo(1);
    assertThat(rig.context().timeout()).isEqualTo(100);

    reporter.answers.get(0).complete(null);
    rig.poll();

    assertThat(rig.committed()).isEqualTo(3);
    assertThat(rig.context().timeout()).isEqualTo(1000);
  }

  @Test
  void aRecordWhoseReportWasNotAcknowledgedIsReportedAgainAfterARestart() {
    deliverOneBadRecord();
    rig.stop();

    TaskRig next = rig.another().openAt(P0, rig.committed());
    next.poll();
    next.poll();

    assertThat(reporter.offsets).containsExactly(1L, 1L);
    assertThat(next.values()).containsExactly("v0", "v2");
  }

  @Test
  void aReportThatIsDoneAfterTheWriterFailedSettlesNothing() {
    deliverOneBadRecord();
    rig.close(P0);
    rig.openAt(P0, 1);
    reporter.answers.get(0).complete(null);
    rig.poll();
    rig.poll();

    assertThat(rig.committed()).isEqualTo(1);
    assertThat(reporter.offsets).containsExactly(1L, 1L);
  }

  @Test
  void aReporterThatThrowsFailsTheTask() {
    reporter.refuses = true;

    assertThatThrownBy(this::deliverOneBadRecord)
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("The record at offset 1 of t-0 cannot be written")
        .hasMessageContaining("null.values is report")
        .hasRootCauseMessage("no tolerance");
    assertThat(rig.preCommit().get(P0).offset()).isLessThanOrEqualTo(1);
  }

  @Test
  void aReportThatFailsLaterFailsTheTask() {
    deliverOneBadRecord();
    reporter.answers.get(0).completeExceptionally(new ConnectException("dead letters are full"));

    assertThatThrownBy(rig::poll)
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("offset 1 of t-0")
        .hasMessageContaining("dead letters are full");
  }

  @Test
  void aReportThatFailsAfterThePartitionWasLostIsIgnored() {
    deliverOneBadRecord();
    rig.close(P0);
    reporter.answers.get(0).completeExceptionally(new ConnectException("too late"));

    assertThatCode(rig::poll).doesNotThrowAnyException();
  }

  @Test
  void withoutAReporterTheTaskFailsAndSaysHowToGoOn() {
    TaskRig strict = new TaskRig("null.values", "report").open(P0);
    strict.produce(P0, 0, null, null);
    strict.poll();

    assertThatThrownBy(strict::poll)
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("offset 0 of t-0")
        .hasMessageContaining("errors.tolerance=all");
    assertThat(strict.committed()).isNotEqualTo(1);
  }

  @Test
  void theRemedyForAConnectorThatToleratesErrorsIsADeadLetterQueue() {
    assertThat(remedy(null, "errors.tolerance", "all"))
        .contains(
            "errors.tolerance=all applies to such records only where they are reported",
            "set errors.deadletterqueue.topic.name to keep them, or errors.log.enable=true")
        .doesNotContain("set errors.tolerance=all");
  }

  @Test
  void theRemedyForAConnectorWithADeadLetterQueueIsToTolerateErrors() {
    reporter.refuses = true;
    assertThat(remedy(reporter, "errors.deadletterqueue.topic.name", "dead"))
        .endsWith(
            "To send such records to the dead-letter queue and continue, set errors.tolerance=all.")
        .doesNotContain("and errors.deadletterqueue.topic.name");
    assertThat(
            remedy(
                reporter, "errors.deadletterqueue.topic.name", "dead", "errors.tolerance", "all"))
        .endsWith(
            "Check that the topic of errors.deadletterqueue.topic.name exists and can be"
                + " written to.");
  }

  /** The message of a task about a record that it cannot write. */
  private static String remedy(ErrantRecordReporter reporter, String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(List.of("null.values", "report"));
    TaskRig strict =
        new TaskRig(new MemoryStorage(true), reporter, all.toArray(String[]::new)).open(P0);
    strict.produce(P0, 0, null, null);
    return catchThrowableOfType(
            ConnectException.class,
            () -> {
              strict.poll();
              strict.poll();
            })
        .getMessage();
  }

  @Test
  void aRuleThatForbidsToGoOnFailsTheTaskAndMovesNoOffset() {
    TaskRig strict = new TaskRig("null.values", "fail").open(P0);
    strict.produce(P0, 0, null, null);
    strict.poll();

    assertThatThrownBy(strict::poll)
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("offset 0")
        .hasMessageContaining("null.values is fail");
    assertThat(strict.committed()).isNotEqualTo(1);
  }

  @Test
  void aFileThatGotNoRecordIsRemoved() {
    TaskRig small =
        new TaskRig(new MemoryStorage(true), reporter, "format", "json", "record.max.bytes", "10")
            .open(P0);
    // the length is known only after encoding, when a file has been opened for the record
    small.produce(P0, 0, null, Map.of("field", "much too long for this"));
    small.poll();
    small.poll();

    assertThat(reporter.offsets).containsExactly(0L);
    assertThat(small.store().allStaged()).isEmpty();
    assertThat(small.context().metric("files-open")).isZero();
  }
}
