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
package io.sluice.writer;

import io.sluice.ledger.CommitProtocol;
import io.sluice.ledger.CommitProtocol.Resolution;
import io.sluice.ledger.Failure;
import io.sluice.ledger.PartitionState;
import io.sluice.ledger.PendingFile;
import io.sluice.metrics.Counter;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes decided files. A publish that fails is retried while the partition works on; every
 * later entry carries the file as pending. Confined to its writer.
 */
final class FilePublisher {
  private static final Logger LOG = LoggerFactory.getLogger(FilePublisher.class);

  /** Names an outage in which publishing fails. */
  private static final String PUBLISHING = "publishing";

  private final PartitionState state;
  private final OutputFiles files;
  private final CommitProtocol protocol;
  private final WriterSettings settings;
  private final TaskResources resources;
  private final WriterSteps writer;

  /**
   * Whether a publish may have failed. Initially true: the outage may have begun under an earlier
   * writer of the partition.
   */
  private boolean failing = true;

  FilePublisher(
      PartitionState state, OutputFiles files, CommitProtocol protocol, WriterContext context) {
    this.state = state;
    this.files = files;
    this.protocol = protocol;
    this.settings = context.settings();
    this.resources = context.resources();
    this.writer = context.steps();
  }

  /** Publishes a file that an entry names. */
  void publish(OutputFile file) {
    PendingFile pending = file.pending();
    writer.then(
        protocol.publish(pending, state.epoch(), state.generation()),
        "publishing " + pending.name(),
        resolution -> published(file, resolution),
        failure -> retry(file, failure));
  }

  /**
   * Retries the publishes that are due.
   *
   * @param now milliseconds of the task's ticker
   */
  void retryDue(long now) {
    if (!failing) {
      return;
    }
    for (OutputFile file : files.all()) {
      if (file.retry() != null && file.retry().dueAt() <= now) {
        OutputFile.Retry due = file.retry();
        file.retry(due.running());
        publish(file);
      }
    }
  }

  private void published(OutputFile file, Resolution resolution) {
    PendingFile pending = file.pending();
    switch (resolution) {
      case PUBLISHED -> {}
      case UNFINISHED -> {
        // Progress, so retry.timeout.ms begins anew.
        file.retry(null);
        publish(file);
        return;
      }
      case LOST -> {
        Optional<Failure> missing = settings.policy().missing(partition(pending), pending);
        if (missing.isPresent()) {
          writer.fail(missing.get());
          return;
        }
        resources.metrics().add(Counter.FILES_MISSING, 1);
      }
      case REBUILD -> {
        writer.fail(
            new Failure.Retriable("the staged bytes of " + pending.name() + " are gone", null));
        return;
      }
    }
    resources.metrics().add(Counter.FILES_PUBLISHED, 1);
    resources.metrics().add(Counter.RECORDS_WRITTEN, file.records());
    resources.metrics().add(Counter.BYTES_WRITTEN, pending.bytes());
    LOG.debug("Published {} with {} records", pending.name(), file.records());
    file.published();
    files.remove(file);
    state.published(pending);
    if (failing && files.all().stream().allMatch(each -> each.retry() == null)) {
      failing = false;
      resources.outages().ended(partition(pending), PUBLISHING);
    }
    writer.progressed();
  }

  private static String partition(PendingFile file) {
    return file.staged().topic() + "-" + file.staged().partition();
  }

  private void retry(OutputFile file, Failure failure) {
    String operation = "publishing " + file.pending().name();
    // The task has worked before, so a refusal is treated as an outage: the permission may be
    // restored.
    if (!(failure instanceof Failure.Retriable || failure instanceof Failure.Refused)) {
      writer.fail(failure.during(operation));
      return;
    }
    WriterSettings.Limits limits = settings.limits();
    long now = resources.ticks();
    OutputFile.Retry before = file.retry();
    int failures = before == null ? 1 : before.failures() + 1;
    long since = before == null ? now : before.since();
    if (limits.exceeded(now - since)) {
      writer.fail(
          new Failure.Fatal(
              operation
                  + " has failed for "
                  + (now - since)
                  + " ms (retry.timeout.ms): "
                  + failure.message(),
              failure.cause()));
      return;
    }
    long wait = limits.backoff().millis(failures, resources.random());
    failing = true;
    PendingFile pending = file.pending();
    resources
        .outages()
        .failed(
            partition(pending),
            PUBLISHING,
            pending.name() + ": " + failure.message(),
            failure.cause());
    resources.metrics().add(Counter.PUBLISH_RETRIES, 1);
    file.retry(new OutputFile.Retry(failures, since, now + wait));
  }
}
