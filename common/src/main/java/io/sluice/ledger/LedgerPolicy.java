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
 * The user's choices for a ledger that does not match the log or the store.
 *
 * @param missing what to do about a decided file that is neither staged nor published
 * @param skipGap whether to continue after records that Kafka deleted before they were stored
 * @param restartOnReset whether to begin a new generation when the topic was recreated or truncated
 */
public record LedgerPolicy(Missing missing, boolean skipGap, boolean restartOnReset) {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerPolicy.class);

  /** What to do about a decided file that is neither staged nor published. */
  public enum Missing {
    /** Fail the task. */
    FAIL,
    /** Count it as published and moved away. */
    MOVED,
    /** Rebuild it from Kafka. */
    REWRITE
  }

  /**
   * Decides about a missing file: empty if it counts as published and moved away, {@link
   * Failure.Retriable} if the next opening rebuilds it, else {@link Failure.Fatal}.
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
        LOG.warn("{}; counted as moved away (on.missing.file=moved)", what);
        yield Optional.empty();
      }
      case REWRITE ->
          Optional.of(
              new Failure.Retriable(
                  what + "; it will be written again from Kafka (on.missing.file=rewrite)", null));
    };
  }

  /**
   * Decides about a topic that was recreated or truncated: {@link Failure.Reset} if it is to be
   * stored from its beginning, else {@link Failure.Fatal}.
   *
   * @param what how the log differs from the ledger
   * @param start the lowest offset of the log
   */
  public Failure reset(String topicPartition, String what, long start) {
    if (!restartOnReset) {
      return new Failure.Fatal(
          ("The log of %s is not the one that was stored: %s. If the topic was recreated or"
                  + " truncated, set on.topic.reset=restart to store it from its beginning; the"
                  + " files of the former log are kept. If the connector's offset was altered to one"
                  + " that the log does not have, alter it again through Connect's REST API")
              .formatted(topicPartition, what));
    }
    LOG.warn("{}: {}; restarting (on.topic.reset=restart)", topicPartition, what);
    return new Failure.Reset(what, start);
  }

  /**
   * Decides about records that Kafka deleted before they were stored: empty to continue after them,
   * else {@link Failure.Fatal}.
   *
   * @param next the first missing offset
   * @param start the lowest offset of the log
   */
  public Optional<Failure> gap(String topicPartition, long next, long start) {
    String what =
        ("Kafka deleted records of %s before they were stored: the ledger is at offset %d, the log"
                + " starts at %d")
            .formatted(topicPartition, next, start);
    if (!skipGap) {
      return Optional.of(
          new Failure.Fatal(
              what
                  + ". Set on.offset.gap=skip to continue from there, and choose a longer"
                  + " retention."));
    }
    LOG.warn("{}; continuing from there (on.offset.gap=skip)", what);
    return Optional.empty();
  }
}
