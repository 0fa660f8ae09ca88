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
 * What the configuration says to every writer of a task.
 *
 * @param owner names the task in ledger entries
 * @param rules which records are written
 * @param paths makes the paths of one writer
 * @param rolls when files are complete
 * @param eventTimes the time of a record; null unless files roll by it
 * @param format how new files are written
 * @param formatNamed the format and compression that the ledger names, for files that have to be
 *     written again
 * @param ledgerPaths where the ledger is
 * @param ledger its bounds
 * @param policy what to do where ledger and log differ
 * @param log Kafka's view of a partition, empty without a client
 * @param limits of the task
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
   * Bounds of a task.
   *
   * @param backoff between attempts
   * @param retryTimeoutMillis how long a publish may fail; -1 for ever
   */
  public record Limits(Backoff backoff, long retryTimeoutMillis) {

    /** Whether something has failed for too long. */
    public boolean exceeded(long failingMillis) {
      return retryTimeoutMillis >= 0 && failingMillis >= retryTimeoutMillis;
    }
  }
}
