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

import io.sluice.ledger.CommitProtocol.Append;
import io.sluice.ledger.CommitProtocol.Resolution;
import io.sluice.ledger.LedgerEntry.Kind;
import io.sluice.ledger.LedgerEntry.LogIdentity;
import io.sluice.ledger.LogSource.LogRange;
import io.sluice.storage.StagedId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a partition: claims it in the ledger, brings decided files to their names, removes what
 * earlier owners left, and finds the offset to go on from. Nothing that was read is acted on before
 * the claim is verified, because an entry that was read may be void. Confined to the partition's
 * thread.
 */
public final class PartitionOpener {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionOpener.class);

  private final CommitProtocol protocol;
  private final String topicPartition;
  private final Policy policy;
  private final Identity identity;
  private final Supplier<CompletableFuture<Optional<LogRange>>> log;

  /**
   * An opener of one partition.
   *
   * @param log asks Kafka for the partition's log; empty where no client is configured
   */
  public PartitionOpener(
      CommitProtocol protocol,
      String topicPartition,
      Policy policy,
      Identity identity,
      Supplier<CompletableFuture<Optional<LogRange>>> log) {
    this.protocol = protocol;
    this.topicPartition = topicPartition;
    this.policy = policy;
    this.identity = identity;
    this.log = log;
  }

  /**
   * What the user wants done where the ledger does not match the log.
   *
   * @param downstreamMovesFiles a decided file that is nowhere was published and moved away
   * @param skipGap go on behind records that Kafka deleted before they were stored
   * @param restartOnReset begin a new generation when the topic was recreated or truncated
   */
  public record Policy(boolean downstreamMovesFiles, boolean skipGap, boolean restartOnReset) {}

  /**
   * Who appends entries.
   *
   * @param owner for people who read the ledger
   * @param nonces never repeat, across all processes
   */
  public record Identity(String owner, Supplier<UUID> nonces) {}

  /**
   * An open partition.
   *
   * @param state what is settled and decided
   * @param rebuilds decided files that have to be written again, a part of what is pending
   * @param seekTo where to consume from; {@link LedgerEntry#UNKNOWN_BASE} for where Kafka is
   */
  public record Opened(PartitionState state, List<PendingFile> rebuilds, long seekTo) {}

  /**
   * Opens the partition. Fails with {@link FencedException} if another task claimed it at the same
   * time, with {@link LedgerException} if the ledger or the log forbids to go on, and with an
   * {@link java.io.IOException} if the store failed.
   */
  public CompletableFuture<Opened> open() {
    return log.get()
        .thenCompose(
            range ->
                claim(range)
                    .thenCompose(this::resolve)
                    .thenCompose(this::sweep)
                    .thenCompose(opened -> compare(opened, range)));
  }

  /**
   * Opens the partition and begins a new generation at another offset. Files that would have to be
   * rebuilt are given up.
   *
   * @param base the offset to go on from; empty to forget where the partition was
   */
  public CompletableFuture<Opened> rewind(OptionalLong base) {
    return log.get()
        .thenCompose(
            range ->
                claim(range)
                    .thenCompose(this::resolve)
                    .thenCompose(this::sweep)
                    .thenCompose(
                        opened ->
                            newGeneration(
                                opened,
                                base.orElse(LedgerEntry.UNKNOWN_BASE),
                                range.map(LogRange::identity))));
  }

  private CompletableFuture<LedgerEntry> claim(Optional<LogRange> range) {
    return protocol
        .highest()
        .thenCompose(
            highest -> {
              LedgerEntry claim = claimEntry(highest, range.map(LogRange::identity));
              return append(claim).thenApply(none -> claim);
            });
  }

  private LedgerEntry claimEntry(Optional<LedgerEntry> highest, Optional<LogIdentity> known) {
    UUID nonce = identity.nonces().get();
    if (highest.isEmpty()) {
      return new LedgerEntry(
          1,
          identity.owner(),
          nonce,
          1,
          0,
          LedgerEntry.UNKNOWN_BASE,
          new OffsetSet(),
          List.of(),
          Kind.CLAIM,
          known.orElse(LogIdentity.UNKNOWN));
    }
    LedgerEntry last = highest.get();
    long seq = last.seq() + 1;
    // A log that contradicts the ledger's stays unrecorded until the reset has been dealt with.
    LogIdentity recorded = known.filter(now -> !now.contradicts(last.log())).orElse(last.log());
    return new LedgerEntry(
        seq,
        identity.owner(),
        nonce,
        seq,
        last.generation(),
        last.base(),
        last.settled(),
        last.pending(),
        Kind.CLAIM,
        recorded);
  }

  private CompletableFuture<Void> append(LedgerEntry entry) {
    return protocol
        .append(entry)
        .thenAccept(
            ended -> {
              if (ended == Append.FENCED) {
                throw new FencedException(
                    "another task appended to the ledger of %s at entry %d"
                        .formatted(topicPartition, entry.seq()));
              }
            });
  }

  private CompletableFuture<Opened> resolve(LedgerEntry claim) {
    PartitionState state = new PartitionState(claim);
    List<PendingFile> rebuilds = new ArrayList<>();
    List<CompletableFuture<Void>> calls = new ArrayList<>();
    for (PendingFile file : claim.pending()) {
      calls.add(
          protocol
              .publish(file, claim.generation())
              .thenAccept(resolution -> settle(state, rebuilds, file, resolution)));
    }
    return CompletableFuture.allOf(calls.toArray(CompletableFuture<?>[]::new))
        .thenApply(
            none -> {
              state.resume();
              return new Opened(state, rebuilds, state.base());
            });
  }

  private void settle(
      PartitionState state, List<PendingFile> rebuilds, PendingFile file, Resolution resolution) {
    switch (resolution) {
      case PUBLISHED -> state.published(file);
      case REBUILD -> rebuilds.add(file);
      case LOST -> {
        requireMoved(policy, topicPartition, file);
        state.published(file);
      }
    }
  }

  /**
   * Accepts that a decided file is nowhere, if the user said that this happens.
   *
   * @throws LedgerException otherwise
   */
  public static void requireMoved(Policy policy, String topicPartition, PendingFile file) {
    String what =
        "%s (%s offsets %d..%d) is neither staged nor published"
            .formatted(file.name(), topicPartition, file.offsets().first(), file.offsets().last());
    if (!policy.downstreamMovesFiles()) {
      throw new LedgerException(
          "The decided file "
              + what
              + ": its staged bytes were deleted, or it was moved away right after it was published;"
              + " restore it under its name, or set downstream.moves.files=true if files are moved.");
    }
    LOG.warn("The decided file {}; taken as moved away (downstream.moves.files=true)", what);
  }

  private CompletableFuture<Opened> sweep(Opened opened) {
    Set<StagedId> decided =
        opened.state().pending().stream().map(PendingFile::staged).collect(Collectors.toSet());
    return protocol.sweep(opened.state().epoch(), decided).thenApply(none -> opened);
  }

  /** Holds the ledger against the log. */
  private CompletableFuture<Opened> compare(Opened opened, Optional<LogRange> range) {
    PartitionState state = opened.state();
    if (range.isEmpty() || state.base() == LedgerEntry.UNKNOWN_BASE) {
      return CompletableFuture.completedFuture(opened);
    }
    LogRange now = range.get();
    boolean otherLog = now.identity().contradicts(state.log());
    if (otherLog || state.base() > now.end()) {
      requireRestart(
          policy,
          topicPartition,
          otherLog
              ? "the topic was recreated (the ledger knows %s, Kafka has %s)"
                  .formatted(state.log(), now.identity())
              : "the ledger is at offset %d, Kafka ends at %d".formatted(state.base(), now.end()));
      return newGeneration(opened, now.start(), Optional.of(now.identity()));
    }
    if (state.base() >= now.start()) {
      return CompletableFuture.completedFuture(opened);
    }
    requireCovered(opened, now.start());
    state.reach(now.start());
    return CompletableFuture.completedFuture(
        new Opened(state, opened.rebuilds(), Math.max(state.base(), now.start())));
  }

  /**
   * Accepts that a topic begins anew, if the user wants that.
   *
   * @throws LedgerException otherwise
   */
  public static void requireRestart(Policy policy, String topicPartition, String what) {
    if (!policy.restartOnReset()) {
      throw new LedgerException(
          "The log of %s is not the one that was stored: %s. Set on.topic.reset=restart to store it"
                  .formatted(topicPartition, what)
              + " from its beginning, beside the files of the former one.");
    }
    LOG.warn("{}: {}; restarting (on.topic.reset=restart)", topicPartition, what);
  }

  private void requireCovered(Opened opened, long start) {
    PartitionState state = opened.state();
    OffsetSet covered = state.settledFrom(state.base());
    opened.rebuilds().forEach(file -> covered.addAll(file.offsets()));
    if (covered.containsAll(state.base(), start - 1)) {
      return;
    }
    String what =
        "Kafka deleted records of %s before they were stored: the ledger is at offset %d, the log"
                .formatted(topicPartition, state.base())
            + " starts at "
            + start;
    if (!policy.skipGap()) {
      throw new LedgerException(
          what + ". Set on.offset.gap=skip to go on from there, and a longer retention.");
    }
    LOG.warn("{}; going on from there (on.offset.gap=skip)", what);
  }

  private CompletableFuture<Opened> newGeneration(
      Opened opened, long base, Optional<LogIdentity> log) {
    for (PendingFile file : opened.rebuilds()) {
      LOG.warn(
          "{}: giving up {} with {} records, whose bytes died with an earlier worker",
          topicPartition,
          file.name(),
          file.count());
    }
    LedgerEntry entry =
        opened.state().generationEntry(base, identity.owner(), identity.nonces().get(), log);
    return append(entry).thenApply(none -> new Opened(new PartitionState(entry), List.of(), base));
  }
}
