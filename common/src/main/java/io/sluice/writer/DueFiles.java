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

import io.sluice.exec.TaskTime.Moment;
import io.sluice.ledger.PartitionState;
import io.sluice.roll.RollReason;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds the files to roll at a tick, without a new record. Confined to its writer. */
final class DueFiles {
  /** The most runs of settled offsets above base; they take at most 128 KiB of an entry. */
  private static final int SETTLED_RUNS = 32 * 1024;

  private final WriterSettings settings;
  private final PartitionState state;
  private final OutputFiles files;

  DueFiles(WriterSettings settings, PartitionState state, OutputFiles files) {
    this.settings = settings;
    this.state = state;
    this.files = files;
  }

  /**
   * The files that have to be rolled now, by the roll policy or the ledger's bounds, with the
   * reasons.
   */
  Map<OutputFile, RollReason> at(Moment now) {
    Map<OutputFile, RollReason> due = new LinkedHashMap<>();
    for (OutputFile file : files.open()) {
      settings
          .rolls()
          .onTick(file.stats(now), now.clock())
          .ifPresent(reason -> due.put(file, reason));
    }
    files
        .lowest()
        .filter(file -> file.offsets().first() <= state.base() && overBounds(file, now))
        .ifPresent(file -> due.putIfAbsent(file, RollReason.LEDGER_SPAN));
    return due;
  }

  /**
   * Whether the file holds base back too far: a crash would replay too much, or entries would
   * become too large.
   */
  private boolean overBounds(OutputFile file, Moment now) {
    return state.next() - state.base() > settings.ledger().spanRecords()
        || state.settledRuns() > SETTLED_RUNS
        || file.age(now) > settings.ledger().spanMillis();
  }
}
