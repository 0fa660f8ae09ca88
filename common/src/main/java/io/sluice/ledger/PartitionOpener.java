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
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a partition: claims it in the ledger, publishes decided files, deletes the staged files of
 * earlier owners, and finds the offset to continue from. An entry that was read may be void, so it
 * has no effect before the claim is verified. Confined to the partition's thread.
 */
public final class PartitionOpener {
  private static final Logger LOG = LoggerFactory.getLogger(PartitionOpener.class);

  private final CommitProtocol protocol;
  private final String topicPartition;
  private final LedgerPolicy policy;
  private final Identity identity;
  private final LogSource log;
  private Tenure tenure;
  private int missing;
  private boolean logKnown;

  public PartitionOpener(
      CommitProtocol protocol,
      String topicPartition,
      LedgerPolicy policy,
      Identity identity,
      LogSource log) {
    this.protocol = protocol;
    this.topicPartition = topicPartition;
    this.policy = policy;
    this.identity = identity;
    this.tenure = identity.tenure();
    this.log = log;
  }

  /**
   * Identifies who appends entries.
   *
   * @param owner the task's name, for people who read the ledger
   * @param nonces supplies ids that never repeat, across all processes
   * @param tenure the result of this task's earlier openings of the partition
   */
  public record Identity(String owner, Supplier<UUID> nonces, Tenure tenure) {
    /** The identity of a task that has not opened the partition yet. */
    public Identity(String owner, Supplier<UUID> nonces) {
      this(owner, nonces, Tenure.NONE);
    }
  }

  /**
   * An open partition.
   *
   * @param state the settled offsets and decided files
   * @param rebuilds the pending files that have to be rebuilt from Kafka
   * @param seekTo the offset to consume from; {@link LedgerEntry#UNKNOWN_BASE} to keep the
   *     consumer's position
   * @param logKnown whether a Kafka client knows the partition's log
   * @param missing the number of decided files that were neither staged nor published
   * @param tenure to be passed to this task's next opening of the partition
   */
  public record Opened(
      PartitionState state,
      List<PendingFile> rebuilds,
      long seekTo,
      boolean logKnown,
      int missing,
      Tenure tenure) {}

  /**
   * Opens the partition. Fails with {@link Failure.Fenced} if another task claimed it at the same
   * time, and with {@link Failure.Fatal} if the ledger and the log do not match and the policy does
   * not permit it.
   */
  public Step<Opened> open() {
    return claim()
        .then(this::resolve)
        .then(this::sweep)
        .then(opened -> describe().then(range -> compare(opened, range)));
  }

  /**
   * Opens the partition and begins a new generation at another offset. Decided files that would
   * have to be rebuilt or cannot be published are dropped.
   *
   * @param base the offset to continue from; empty for an unknown base
   */
  public Step<Opened> rewind(OptionalLong base) {
    return claim()
        .then(this::resolveOrGiveUp)
        .then(this::sweep)
        .then(
            opened ->
                describe()
                    .then(
                        range ->
                            newGeneration(
                                opened,
                                base.orElse(LedgerEntry.UNKNOWN_BASE),
                                range.map(LogRange::identity))));
  }

  private Step<LedgerEntry> claim() {
    return found().then(highest -> protocol.append(claimEntry(highest)));
  }

  /** Reads the highest entry; fails if another connector keeps claiming the partition. */
  private Step<Optional<LedgerEntry>> found() {
    return protocol
        .highest()
        .then(
            highest -> {
              highest.ifPresent(entry -> tenure = tenure.meets(entry, identity.owner()));
              return tenure.contested()
                  ? Step.failed(contested(highest.get()))
                  : Step.done(highest);
            });
  }

  private Failure contested(LedgerEntry entry) {
    return new Failure.Fatal(
        ("two connectors share one ledger: %s has claimed %s again (entry %d) after %s had; give"
                + " each connector its own ledger.id, which is the connector's name by default")
            .formatted(entry.owner(), topicPartition, entry.seq(), identity.owner()));
  }

  private LedgerEntry claimEntry(Optional<LedgerEntry> highest) {
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
          LogIdentity.UNKNOWN);
    }
    LedgerEntry last = highest.get();
    long seq = last.seq() + 1;
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
        last.log());
  }

  private Step<Opened> resolve(LedgerEntry claim) {
    List<PendingFile> files = claim.pending();
    return protocol
        .publish(files, claim.generation())
        .then(resolutions -> settle(new PartitionState(claim), files, resolutions));
  }

  private Step<Opened> resolveOrGiveUp(LedgerEntry claim) {
    List<PendingFile> files = claim.pending();
    return protocol
        .publishOrGiveUp(files, claim.generation())
        .then(resolutions -> Step.done(published(new PartitionState(claim), files, resolutions)));
  }

  private Opened published(
      PartitionState state, List<PendingFile> files, List<Resolution> resolutions) {
    List<PendingFile> others = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      if (resolutions.get(i) == Resolution.PUBLISHED) {
        state.published(files.get(i));
      } else {
        others.add(files.get(i));
      }
    }
    return opened(state, others, state.base());
  }

  private Opened opened(PartitionState state, List<PendingFile> rebuilds, long seekTo) {
    return new Opened(state, rebuilds, seekTo, logKnown, missing, tenure.claimed(state.epoch()));
  }

  private Step<Opened> settle(
      PartitionState state, List<PendingFile> files, List<Resolution> resolutions) {
    List<PendingFile> rebuilds = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      PendingFile file = files.get(i);
      switch (resolutions.get(i)) {
        case PUBLISHED -> state.published(file);
        case UNFINISHED -> throw new IllegalStateException("unfinished: " + file.name());
        case REBUILD -> rebuilds.add(file);
        case LOST -> {
          missing++;
          Optional<Failure> failure = policy.missing(topicPartition, file);
          if (failure.isEmpty()) {
            state.published(file);
          } else if (failure.get() instanceof Failure.Retriable again) {
            LOG.warn("{}", again.message());
            rebuilds.add(file);
          } else {
            return Step.failed(failure.get());
          }
        }
      }
    }
    state.resume();
    return Step.done(opened(state, rebuilds, state.base()));
  }

  private Step<Opened> sweep(Opened opened) {
    Set<StagedId> decided =
        opened.state().pending().stream().map(PendingFile::staged).collect(Collectors.toSet());
    return protocol.sweep(opened.state().epoch(), decided).then(count -> Step.done(opened));
  }

  /**
   * Queries the log. Only after the claim is verified: otherwise a former owner, not yet fenced,
   * could record a base beyond the end that Kafka had reported, which would look like a topic
   * reset.
   */
  private Step<Optional<LogRange>> describe() {
    return protocol
        .describe(log)
        .then(
            range -> {
              logKnown = range.isPresent();
              return Step.done(range);
            });
  }

  /** Compares the ledger with the log. */
  private Step<Opened> compare(Opened opened, Optional<LogRange> range) {
    if (range.isEmpty()) {
      return Step.done(opened);
    }
    PartitionState state = opened.state();
    LogRange now = range.get();
    if (state.base() == LedgerEntry.UNKNOWN_BASE) {
      state.identify(now.identity());
      return Step.done(opened(state, opened.rebuilds(), opened.seekTo()));
    }
    boolean otherLog = now.identity().contradicts(state.log());
    if (otherLog || state.base() > now.end()) {
      Failure reset =
          policy.reset(
              topicPartition,
              otherLog
                  ? "the topic was recreated (the ledger knows %s, Kafka has %s)"
                      .formatted(state.log(), now.identity())
                  : "the ledger is at offset %d, the log ends at %d and starts at %d"
                      .formatted(state.base(), now.end(), now.start()),
              now.start());
      return reset instanceof Failure.Reset
          ? newGeneration(opened, now.start(), Optional.of(now.identity()))
          : Step.failed(reset);
    }
    state.identify(now.identity());
    if (state.base() >= now.start()) {
      return Step.done(opened(state, opened.rebuilds(), opened.seekTo()));
    }
    Optional<Failure> gap = gap(opened, now.start());
    if (gap.isPresent()) {
      return Step.failed(gap.get());
    }
    state.reach(now.start());
    return Step.done(opened(state, opened.rebuilds(), Math.max(state.base(), now.start())));
  }

  private Optional<Failure> gap(Opened opened, long start) {
    PartitionState state = opened.state();
    OffsetSet covered = state.settledFrom(state.base());
    opened.rebuilds().forEach(file -> covered.addAll(file.offsets()));
    if (covered.containsAll(state.base(), start - 1)) {
      return Optional.empty();
    }
    return policy.gap(topicPartition, state.base(), start);
  }

  private Step<Opened> newGeneration(Opened opened, long base, Optional<LogIdentity> log) {
    for (PendingFile file : opened.rebuilds()) {
      LOG.warn(
          "{}: dropping {} with {} records, which was decided and cannot be published",
          topicPartition,
          file.name(),
          file.count());
    }
    LedgerEntry entry =
        opened.state().generationEntry(base, identity.owner(), identity.nonces().get(), log);
    return protocol
        .append(entry)
        .then(appended -> Step.done(opened(new PartitionState(appended), List.of(), base)));
  }
}
