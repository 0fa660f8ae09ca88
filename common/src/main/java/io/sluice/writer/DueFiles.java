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

/** Which files are to be rolled although no record comes. Confined to its writer. */
final class DueFiles {
  /** Runs of settled offsets above base, which take at most 128 KiB of an entry. */
  private static final int SETTLED_RUNS = 32 * 1024;

  private final WriterSettings settings;
  private final PartitionState state;
  private final OutputFiles files;

  DueFiles(WriterSettings settings, PartitionState state, OutputFiles files) {
    this.settings = settings;
    this.state = state;
    this.files = files;
  }

  /** The files that time or the ledger's bounds ask for, with the reasons. */
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

  /** Whether the file makes too much be read again after a crash, or be carried in each entry. */
  private boolean overBounds(OutputFile file, Moment now) {
    return state.next() - state.base() > settings.ledger().spanRecords()
        || state.settledRuns() > SETTLED_RUNS
        || file.age(now) > settings.ledger().spanMillis();
  }
}
