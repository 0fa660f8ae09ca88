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

import io.sluice.config.RollConfig;
import io.sluice.exec.TaskEnvironment.Waiter;
import io.sluice.writer.PartitionWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finishes and ends the writers of partitions that Connect revokes, all of them within one {@code
 * close.timeout.ms}. Confined to the task thread.
 */
final class Closing {
  /** The interval between checks of pending reports of bad records, whose futures wake nobody. */
  private static final long CHECK_MILLIS = 10;

  private final RollConfig rolls;
  private final TaskEvents events;
  private final Rejections rejections;
  private final Waiter waiter;
  private final Set<PartitionWriter> finished = new HashSet<>();

  Closing(RollConfig rolls, TaskEvents events, Rejections rejections, Waiter waiter) {
    this.rolls = rolls;
    this.events = events;
    this.rejections = rejections;
    this.waiter = waiter;
  }

  /** Takes note that a writer has finished after {@link PartitionWriter#finish}. */
  void finished(PartitionWriter writer) {
    finished.add(writer);
  }

  /**
   * Has the writers publish their files if {@code close.policy} says so, wait for the reports of
   * their bad records, and record the settled offsets; then ends them. The next owner reads again
   * what was not finished in time.
   */
  void finish(Collection<Assignment> assignments) {
    List<PartitionWriter> writers = new ArrayList<>();
    for (Assignment assignment : assignments) {
      assignment.closing();
      assignment.writer().finish(rolls.closePolicy());
      writers.add(assignment.writer());
    }
    for (long remaining = rolls.closeTimeoutMillis();
        remaining > 0 && !ended(writers);
        remaining -= CHECK_MILLIS) {
      waiter.await(() -> ended(writers), Math.min(remaining, CHECK_MILLIS));
    }
    writers.forEach(writer -> writer.abandon(true));
    finished.clear();
  }

  private boolean ended(List<PartitionWriter> writers) {
    events.drain();
    events.run(rejections::settle);
    return writers.stream().allMatch(writer -> finished.contains(writer) || writer.ended());
  }
}
