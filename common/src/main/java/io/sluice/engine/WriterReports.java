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

import io.sluice.engine.Assignment.Phase;
import io.sluice.ledger.Failure;
import io.sluice.ledger.Tenure;
import io.sluice.writer.PartitionWriter;
import io.sluice.writer.WriterEvents;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Passes the reports of writers to their assignments, on the task thread. The reports of a writer
 * that has been replaced are dropped.
 */
final class WriterReports implements WriterEvents {
  private final Map<TopicPartition, Assignment> assignments;
  private final TaskEvents events;
  private final Recovery recovery;
  private final Rejections rejections;
  private final Closing closing;

  /**
   * @param assignments the task's assignments, read on the task thread
   */
  WriterReports(
      Map<TopicPartition, Assignment> assignments,
      TaskEvents events,
      Recovery recovery,
      Rejections rejections,
      Closing closing) {
    this.assignments = assignments;
    this.events = events;
    this.recovery = recovery;
    this.rejections = rejections;
    this.closing = closing;
  }

  @Override
  public void opened(PartitionWriter writer, long seekTo, Tenure tenure) {
    post(
        writer,
        assignment -> {
          recovery.opened();
          assignment.opened(seekTo, tenure);
        });
  }

  @Override
  public void roomFreed() {
    events.wake();
  }

  @Override
  public void progressed(PartitionWriter writer) {
    post(writer, recovery::progressed);
  }

  @Override
  public void rejected(PartitionWriter writer, SinkRecord record, DataException reason) {
    post(writer, assignment -> rejections.report(writer, record, reason));
  }

  @Override
  public void failed(PartitionWriter writer, Failure failure) {
    post(
        writer,
        assignment -> {
          if (assignment.phase() != Phase.CLOSING) {
            recovery.failed(assignment, failure);
          }
        });
  }

  @Override
  public void finished(PartitionWriter writer) {
    events.post(() -> closing.finished(writer));
  }

  private void post(PartitionWriter writer, Consumer<Assignment> report) {
    events.post(
        () -> {
          Assignment assignment = assignments.get(writer.topicPartition());
          if (assignment != null && assignment.isCurrent(writer)) {
            report.accept(assignment);
          }
        });
  }
}
