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

import io.sluice.exec.BudgetShare;
import io.sluice.ledger.Failure;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The batches and positions that a writer has received and not handled yet, in order. When the task
 * has no room for another file, the writer stops in the middle of a batch; the rest waits, and
 * still counts in the budget, until the budget wakes the writer. Confined to its writer.
 */
final class Intake {
  /** Every this many ticks without room, the writer has one more file evicted. */
  private static final int INSIST_TICKS = 10;

  private final Queue<Work> waiting = new ArrayDeque<>();
  private final FirstRecord first;
  private final PartitionFiles files;
  private final BudgetShare share;
  private final WriterSteps writer;
  private int ticksWaited;

  Intake(FirstRecord first, PartitionFiles files, BudgetShare share, WriterSteps writer) {
    this.first = first;
    this.files = files;
    this.share = share;
    this.writer = writer;
  }

  @FunctionalInterface
  private interface Work {
    /** Handles as much as there is room for; returns whether everything was handled. */
    boolean handle() throws IOException;
  }

  private final class Batch implements Work {
    private final List<SinkRecord> records;
    private final long weight;
    private int from;

    private Batch(List<SinkRecord> records, long weight) {
      this.records = records;
      this.weight = weight;
    }

    @Override
    public boolean handle() throws IOException {
      Optional<Failure> reset = first.check(records.get(0).originalKafkaOffset());
      if (reset.isPresent()) {
        writer.fail(reset.get());
        return false;
      }
      RecordWriter.Written written = files.write(records, from);
      from = written.end();
      written.rejected().forEach(writer::rejected);
      if (from < records.size()) {
        return false;
      }
      share.dequeue(weight);
      writer.batchWritten();
      return true;
    }
  }

  /**
   * Takes a batch.
   *
   * @param weight its weight in the share until it is written, in bytes
   */
  void add(List<SinkRecord> records, long weight) {
    waiting.add(new Batch(records, weight));
  }

  /** Takes the consumer's position after everything that was added before. */
  void add(long position) {
    waiting.add(
        () -> {
          files.reach(position);
          return true;
        });
  }

  /** Whether everything that was added has been handled. */
  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /**
   * Handles the waiting batches and positions, as far as there is room.
   *
   * @throws IOException if a file failed; the writer has to fail
   */
  void proceed() throws IOException {
    while (!waiting.isEmpty() && !writer.ended() && waiting.peek().handle()) {
      waiting.remove();
    }
    if (waiting.isEmpty()) {
      share.giveBack();
      ticksWaited = 0;
    }
  }

  /** Requests the eviction of another file when this writer has waited long enough for room. */
  void tick() {
    if (!waiting.isEmpty() && ++ticksWaited % INSIST_TICKS == 0) {
      share.insist();
    }
  }
}
