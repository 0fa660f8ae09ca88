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
package io.sluice.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/** The worker's errant-record reporter: its futures complete when the scheduler says so. */
final class ReporterModel implements ErrantRecordReporter {

  /** Is called for acknowledged reports. */
  @FunctionalInterface
  interface AcknowledgementListener {
    void acknowledged(TopicPartition topicPartition, long offset);
  }

  private record Report(
      TopicPartition topicPartition, long offset, CompletableFuture<Void> future) {}

  private final List<Report> open = new ArrayList<>();
  private final AcknowledgementListener listener;
  private final BooleanSupplier atOnce;

  /**
   * @param atOnce whether the next report is acknowledged before {@code report} returns
   */
  ReporterModel(AcknowledgementListener listener, BooleanSupplier atOnce) {
    this.listener = listener;
    this.atOnce = atOnce;
  }

  @Override
  public Future<Void> report(SinkRecord record, Throwable error) {
    Report report =
        new Report(
            new TopicPartition(record.originalTopic(), record.originalKafkaPartition()),
            record.originalKafkaOffset(),
            new CompletableFuture<>());
    open.add(report);
    if (atOnce.getAsBoolean()) {
      complete(open.size() - 1, true);
    }
    return report.future();
  }

  int open() {
    return open.size();
  }

  /** The producer answers one report. */
  void complete(int index, boolean success) {
    Report report = open.remove(index);
    if (success) {
      listener.acknowledged(report.topicPartition(), report.offset());
      report.future().complete(null);
    } else {
      report.future().completeExceptionally(new ConnectException("the dead letter was refused"));
    }
  }

  /** Waits for the reports, as the worker does before it asks for offsets. */
  void await(Collection<TopicPartition> partitions) {
    Iterator<Report> reports = List.copyOf(open).iterator();
    while (reports.hasNext()) {
      Report report = reports.next();
      if (partitions.contains(report.topicPartition())) {
        complete(open.indexOf(report), true);
      }
    }
  }
}
