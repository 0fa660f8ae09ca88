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
import io.sluice.ledger.Lane;
import io.sluice.ledger.LogSource.LogRange;
import io.sluice.ledger.PartitionState;
import io.sluice.ledger.Step;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Detects records that Kafka deleted before they were stored, when the consumer passes over
 * offsets. Compaction and transaction markers make gaps, too, so Kafka is asked where the log
 * starts; until it answers, base stays below the gap. Confined to its writer.
 */
final class GapWatch {
  /** The shortest time between two queries, since compaction may make many gaps. */
  private static final long ASK_MILLIS = 5_000;

  private final TopicPartition topicPartition;
  private final PartitionState state;
  private final WriterContext context;
  private long passedMeanwhile = PartitionState.NO_GAP;
  private boolean asking;
  private long askAt;

  GapWatch(TopicPartition topicPartition, PartitionState state, WriterContext context) {
    this.topicPartition = topicPartition;
    this.state = state;
    this.context = context;
    this.askAt = context.resources().ticks();
  }

  /** Takes the offset at which the consumer continues. Call before the state is updated with it. */
  void reaches(long offset) {
    long next = state.next();
    if (offset <= next || !state.passOver(offset)) {
      return;
    }
    if (asking && passedMeanwhile == PartitionState.NO_GAP) {
      // The answer on its way may describe the log before these offsets were deleted.
      passedMeanwhile = next;
    }
    tick();
  }

  /** Asks Kafka if there is a gap and the last query is long enough ago. */
  void tick() {
    long now = context.resources().ticks();
    if (asking || state.gap() == PartitionState.NO_GAP || now < askAt) {
      return;
    }
    asking = true;
    askAt = now + ASK_MILLIS;
    context
        .steps()
        .then(
            Step.call(
                Lane.PROTOCOL,
                storage ->
                    context
                        .settings()
                        .log()
                        .describe(topicPartition.topic(), topicPartition.partition())),
            "asking Kafka for the log",
            this::answered,
            this::unanswered);
  }

  private void answered(Optional<LogRange> range) {
    asking = false;
    long start = range.map(LogRange::start).orElse(0L);
    if (start > state.gap()) {
      Optional<Failure> failure =
          context.settings().policy().gap(topicPartition.toString(), state.gap(), start);
      if (failure.isPresent()) {
        context.steps().fail(failure.get());
        return;
      }
    }
    state.closeGap(passedMeanwhile);
    passedMeanwhile = PartitionState.NO_GAP;
  }

  /**
   * After a retriable failure base stays below the gap and Kafka is asked again at a later tick.
   */
  private void unanswered(Failure failure) {
    asking = false;
    passedMeanwhile = PartitionState.NO_GAP;
    if (!(failure instanceof Failure.Retriable)) {
      context.steps().fail(failure);
    }
  }
}
