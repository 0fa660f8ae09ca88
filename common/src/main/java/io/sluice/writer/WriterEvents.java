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

import io.sluice.ledger.Failure;
import io.sluice.ledger.Tenure;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** The events that writers report to their task. Safe for any thread; no method blocks. */
public interface WriterEvents {

  /**
   * The partition is open.
   *
   * @param seekTo where to consume from; -1 for where Kafka is
   * @param tenure for this task's next opening of the partition
   */
  void opened(PartitionWriter writer, long seekTo, Tenure tenure);

  /** There is room in the mailbox again. */
  void roomFreed();

  /** Files became visible or base was recorded: the writer makes progress. */
  void progressed(PartitionWriter writer);

  /** The record cannot be written; it stays unsettled until it is acknowledged. */
  void rejected(PartitionWriter writer, SinkRecord record, DataException reason);

  /** The writer has failed and ended. */
  void failed(PartitionWriter writer, Failure failure);

  /** Everything that was delivered is published, after {@link PartitionWriter#finish}. */
  void finished(PartitionWriter writer);
}
