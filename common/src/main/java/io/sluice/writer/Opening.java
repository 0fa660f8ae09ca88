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

import io.sluice.ledger.CommitProtocol;
import io.sluice.ledger.LedgerEntry;
import io.sluice.ledger.PartitionOpener;
import io.sluice.ledger.PartitionOpener.Opened;
import io.sluice.ledger.Step;
import io.sluice.ledger.Tenure;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps that open a partition according to the task's settings. */
final class Opening {
  private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

  private Opening() {}

  /**
   * @param restartAt where to begin a new generation; empty to continue the present one
   * @param tenure the result of this task's earlier openings of the partition
   */
  static Step<Opened> steps(
      TopicPartition topicPartition,
      CommitProtocol protocol,
      WriterContext context,
      OptionalLong restartAt,
      Tenure tenure) {
    WriterSettings settings = context.settings();
    PartitionOpener opener =
        new PartitionOpener(
            protocol,
            topicPartition.toString(),
            settings.policy(),
            new PartitionOpener.Identity(settings.owner(), context.resources()::uuid, tenure),
            settings.log());
    return restartAt.isPresent() ? opener.rewind(restartAt) : opener.open();
  }

  static void log(TopicPartition topicPartition, Opened opened) {
    LOG.info(
        "Opened {} in epoch {}, {}",
        topicPartition,
        opened.state().epoch(),
        opened.seekTo() == LedgerEntry.UNKNOWN_BASE
            ? "no ledger yet, starting at the consumer group's offset"
            : "continuing at offset " + opened.seekTo());
  }
}
