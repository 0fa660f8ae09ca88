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
   * Reports that the partition is open.
   *
   * @param seekTo the offset to consume from; -1 to keep the consumer's position
   * @param tenure to be passed to this task's next opening of the partition
   */
  void opened(PartitionWriter writer, long seekTo, Tenure tenure);

  /** Reports that a batch was written, so that the mailbox has room. */
  void roomFreed();

  /** Reports progress: files were decided or published, or base was recorded. */
  void progressed(PartitionWriter writer);

  /**
   * Reports a record that cannot be written; it stays unsettled until {@link
   * PartitionWriter#acknowledge}.
   */
  void rejected(PartitionWriter writer, SinkRecord record, DataException reason);

  /** Reports that the writer has failed and ended. */
  void failed(PartitionWriter writer, Failure failure);

  /** Reports that everything {@link PartitionWriter#finish} waits for is done. */
  void finished(PartitionWriter writer);
}
