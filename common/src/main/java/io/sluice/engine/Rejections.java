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
package io.sluice.engine;

import io.sluice.writer.PartitionWriter;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Sends bad records to Connect's errant-record reporter and polls for completion. Never blocks.
 * Confined to the task thread.
 */
final class Rejections {
  private final ErrantRecordReporter reporter;
  private final Tolerance tolerance;
  private final Queue<Report> inFlight = new ArrayDeque<>();

  /**
   * @param reporter null if the worker has none
   * @param tolerance the connector's settings for such records
   */
  Rejections(ErrantRecordReporter reporter, Tolerance tolerance) {
    this.reporter = reporter;
    this.tolerance = tolerance;
  }

  private record Report(PartitionWriter writer, SinkRecord record, Future<Void> done) {}

  /**
   * Reports a record.
   *
   * @throws ConnectException if there is no reporter or the reporter refuses the record; the
   *     message names the record
   */
  void report(PartitionWriter writer, SinkRecord record, DataException reason) {
    if (reporter == null) {
      throw failure(writer, record, reason.getMessage(), reason);
    }
    try {
      inFlight.add(new Report(writer, record, reporter.report(record, reason)));
    } catch (RuntimeException e) {
      // Kafka's producer throws exceptions that are not Connect's, for instance for a large record.
      throw failure(writer, record, reason.getMessage(), e);
    }
  }

  /**
   * Acknowledges the records whose reports are done.
   *
   * @throws ConnectException if a report failed
   */
  void settle() {
    for (Iterator<Report> each = inFlight.iterator(); each.hasNext(); ) {
      Report report = each.next();
      if (!report.done.isDone()) {
        continue;
      }
      each.remove();
      if (report.writer.ended()) {
        continue;
      }
      try {
        report.done.get();
      } catch (ExecutionException e) {
        throw failure(
            report.writer,
            report.record,
            "it could not be reported either: " + e.getCause().getMessage(),
            e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw failure(report.writer, report.record, "interrupted", e);
      }
      report.writer.acknowledge(report.record.originalKafkaOffset());
    }
  }

  boolean isEmpty() {
    return inFlight.isEmpty();
  }

  private ConnectException failure(
      PartitionWriter writer, SinkRecord record, String reason, Throwable cause) {
    TopicPartition topicPartition = writer.topicPartition();
    return new ConnectException(
        "The record at offset %d of %s cannot be written: %s. %s"
            .formatted(record.originalKafkaOffset(), topicPartition, reason, tolerance.remedy()),
        cause);
  }
}
