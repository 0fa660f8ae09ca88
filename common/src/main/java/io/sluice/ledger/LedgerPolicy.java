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
package io.sluice.ledger;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the user wants done where the ledger does not match the log or the store.
 *
 * @param missing what to do about a decided file that is neither staged nor published
 * @param skipGap go on behind records that Kafka deleted before they were stored
 * @param restartOnReset begin a new generation when the topic was recreated or truncated
 */
public record LedgerPolicy(Missing missing, boolean skipGap, boolean restartOnReset) {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerPolicy.class);

  /** What to do about a decided file that is neither staged nor published. */
  public enum Missing {
    /** Stop the task. */
    FAIL,
    /** Take it as published and moved away. */
    MOVED,
    /** Write it again from Kafka. */
    REWRITE
  }

  /**
   * What a decided file that is nowhere means: empty if it counts as published and moved away, and
   * {@link Failure.Retriable} if the next opening writes it again.
   */
  public Optional<Failure> missing(String topicPartition, PendingFile file) {
    String what =
        "The decided file %s (%s offsets %d..%d) is neither staged nor published"
            .formatted(file.name(), topicPartition, file.offsets().first(), file.offsets().last());
    return switch (missing) {
      case FAIL ->
          Optional.of(
              new Failure.Fatal(
                  what
                      + ": its staged bytes were deleted, or somebody moved it away right after it"
                      + " was published. Set on.missing.file=rewrite to write its records again"
                      + " from Kafka, or on.missing.file=moved if files are moved away"));
      case MOVED -> {
        LOG.warn("{}; taken as moved away (on.missing.file=moved)", what);
        yield Optional.empty();
      }
      case REWRITE ->
          Optional.of(
              new Failure.Retriable(
                  what + "; it is written again from Kafka (on.missing.file=rewrite)", null));
    };
  }

  /**
   * What a topic that begins anew means: {@link Failure.Reset} if the user wants it stored from its
   * beginning, else {@link Failure.Fatal}.
   *
   * @param what how it differs from what the ledger knows
   * @param start where it begins
   */
  public Failure reset(String topicPartition, String what, long start) {
    if (!restartOnReset) {
      return new Failure.Fatal(
          ("The log of %s is not the one that was stored: %s. If the topic was created again or"
                  + " cut off, on.topic.reset=restart stores it from its beginning, beside the files"
                  + " of the former one; if its offset was altered to one that the log does not"
                  + " have, alter it again through Connect's REST API")
              .formatted(topicPartition, what));
    }
    LOG.warn("{}: {}; restarting (on.topic.reset=restart)", topicPartition, what);
    return new Failure.Reset(what, start);
  }

  /**
   * What it means that Kafka deleted records before they were stored: empty if the user wants to go
   * on behind them.
   *
   * @param next the first offset that is missing
   * @param start where the log starts now
   */
  public Optional<Failure> gap(String topicPartition, long next, long start) {
    String what =
        ("Kafka deleted records of %s before they were stored: the ledger is at offset %d, the log"
                + " starts at %d")
            .formatted(topicPartition, next, start);
    if (!skipGap) {
      return Optional.of(
          new Failure.Fatal(
              what + ". Set on.offset.gap=skip to go on from there, and a longer retention."));
    }
    LOG.warn("{}; going on from there (on.offset.gap=skip)", what);
    return Optional.empty();
  }
}
