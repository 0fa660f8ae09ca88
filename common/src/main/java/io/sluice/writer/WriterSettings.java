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

import io.sluice.config.LedgerConfig;
import io.sluice.exec.Backoff;
import io.sluice.format.Format;
import io.sluice.ledger.LedgerPaths;
import io.sluice.ledger.LedgerPolicy;
import io.sluice.ledger.LogSource;
import io.sluice.path.OutputPaths;
import io.sluice.record.RecordRules;
import io.sluice.record.TimestampExtractor;
import io.sluice.roll.RollPolicy;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * The settings that all writers of a task share.
 *
 * @param owner the task's name in ledger entries
 * @param rules decides which records are written
 * @param paths makes the paths of one writer
 * @param rolls decides when files are complete
 * @param eventTimes extracts a record's event time; null unless files roll by event time
 * @param format the format of new files
 * @param formatNamed finds a format by the names of format and compression in the ledger, for
 *     rebuilds
 * @param ledgerPaths where the ledger is
 * @param ledger the ledger's bounds
 * @param policy decides what to do where ledger and log differ
 * @param log queries Kafka for a partition's log; its result is empty without a Kafka client
 * @param limits backoff and timeout of retries
 */
public record WriterSettings(
    String owner,
    RecordRules rules,
    Function<TopicPartition, OutputPaths> paths,
    RollPolicy rolls,
    TimestampExtractor eventTimes,
    Format format,
    BiFunction<String, String, Format> formatNamed,
    LedgerPaths ledgerPaths,
    LedgerConfig ledger,
    LedgerPolicy policy,
    LogSource log,
    Limits limits) {

  /**
   * Limits of retries.
   *
   * @param backoff the wait between attempts
   * @param retryTimeoutMillis how long a failure may last before the task fails; -1 for no limit
   */
  public record Limits(Backoff backoff, long retryTimeoutMillis) {

    /** Whether a failure has lasted too long. */
    public boolean exceeded(long failingMillis) {
      return retryTimeoutMillis >= 0 && failingMillis >= retryTimeoutMillis;
    }
  }
}
