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
package io.sluice.simulator;

import io.sluice.simulator.PartitionLog.Slot;
import io.sluice.storage.FileIdentity;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Checks one topic partition: every ledger entry and every published file at the moment it takes
 * effect, and the committed offset at the moment it is committed.
 */
final class PartitionOracle {
  private final PartitionLog log;
  private final Violations violations;
  private final SettledOffsets truth;
  private final Set<UUID> publishedFiles = new HashSet<>();
  private final Map<UUID, RecordedEntry.File> decided = new HashMap<>();
  private final Set<Long> present = new HashSet<>();
  private RecordedEntry last;
  private RecordedEntry lastClaim;
  private int commits;
  private boolean gapsFail;

  PartitionOracle(PartitionLog log, Violations violations) {
    this.log = log;
    this.violations = violations;
    this.truth = new SettledOffsets(log);
  }

  /** How many valid commit entries there are. */
  int commits() {
    return commits;
  }

  /** The highest entry, or null. */
  RecordedEntry last() {
    return last;
  }

  /** Kafka's offsets were altered after the ledger was. */
  void offsetsAltered() {
    truth.alteredInKafka();
  }

  void acknowledged(long offset) {
    truth.acknowledged(offset);
  }

  /** Whether the ledger contains an entry now. */
  boolean has(long seq) {
    return present.contains(seq);
  }

  /** An entry was created. Below the highest one it is void: a slot that was collected before. */
  void created(long seq, byte[] content) {
    present.add(seq);
    if (last != null && seq < last.seq()) {
      return;
    }
    RecordedEntry entry = RecordedEntry.parse(content);
    require(entry.seq() == seq, "entry %s calls itself %s", seq, entry.seq());
    require(
        seq == (last == null ? 1 : last.seq() + 1),
        "the chain has a gap: %s after %s",
        seq,
        last == null ? "nothing" : last.seq());
    checkSets(entry);
    switch (entry.kind()) {
      case "claim" -> checkClaim(entry);
      case "commit" -> checkCommit(entry);
      case "admin" -> checkAdmin(entry);
      default -> require(false, "unknown kind %s", entry.kind());
    }
    decided.putAll(entry.pending());
    last = entry;
    requireTrulySettled(entry);
  }

  /** An entry was deleted. */
  void deleted(long seq) {
    present.remove(seq);
    require(
        last == null || seq <= last.seq() - 3,
        "entry %s was deleted, %s is the highest",
        seq,
        last == null ? 0 : last.seq());
  }

  /** A file became visible. */
  void published(String name, FileIdentity identity, PublishedOffsets content) {
    RecordedEntry.File file = decided.get(identity.fileId());
    require(file != null, "%s was published, but no valid entry decided it", name);
    require(file.name().equals(name), "%s was decided as %s", name, file.name());
    require(publishedFiles.add(identity.fileId()), "%s was published twice", name);
    BitSet offsets = content.offsets();
    require(content.rising(), "offsets do not rise in %s: %s", name, content.inOrder());
    BitSet foreign = (BitSet) offsets.clone();
    foreign.andNot(file.offsets());
    require(foreign.isEmpty(), "%s holds %s, which were not declared for it", name, foreign);
    BitSet twice = truth.published(identity.generation(), offsets);
    require(twice.isEmpty(), "offsets %s are published twice, now in %s", twice, name);
    for (int offset = file.offsets().nextSetBit(0);
        offset >= 0;
        offset = file.offsets().nextSetBit(offset + 1)) {
      require(
          offsets.get(offset) || log.slot(offset) != Slot.ACCEPTED || log.vanished(offset),
          "%s lacks offset %s, which was declared for it",
          name,
          offset);
    }
  }

  /** The group's offset moved: everything below must be settled. */
  void committed(long offset) {
    require(offset <= log.end(), "offset %s was committed, the log ends at %s", offset, log.end());
    int unsettled = truth.firstUnsettled(offset);
    require(
        unsettled < 0,
        "offset %s was committed, but %s is not settled in the store",
        offset,
        unsettled);
  }

  /** Whether records that retention deleted before they were stored must stop the task. */
  void gapsFail(boolean fail) {
    gapsFail = fail;
  }

  private void requireNothingSkipped(RecordedEntry entry) {
    BitSet settled = entry.allSettled();
    for (long offset = truth.start(); offset < log.end(); offset++) {
      int at = (int) offset;
      require(
          !settled.get(at)
              || !log.truncated(offset)
              || truth.publishedOnce(at)
              || decided.values().stream().anyMatch(file -> file.offsets().get(at)),
          "entry %s calls offset %s settled, which was deleted before it was stored",
          entry.seq(),
          offset);
    }
  }

  /** Everything that was produced must be settled now, and the ledger must say so. */
  void finished() {
    requireAllSettled();
    require(last != null, "there is no ledger");
    long end = log.readableEnd();
    BitSet settled = last.allSettled();
    last.pending()
        .forEach(
            (fileId, file) -> {
              require(publishedFiles.contains(fileId), "%s was never published", file.name());
              settled.or(file.offsets());
            });
    for (long offset = Math.max(last.base(), 0); offset < end; offset++) {
      require(
          settled.get((int) offset) || !log.readable(offset),
          "the ledger ends at base %s, settled %s, but offset %s was consumed long ago",
          last.base(),
          last.settled(),
          offset);
    }
  }

  /** Everything that was produced must be settled now. */
  void requireAllSettled() {
    int unsettled = truth.firstUnsettled(log.end());
    require(unsettled < 0, "offset %s was never published", unsettled);
  }

  private void checkSets(RecordedEntry entry) {
    BitSet seen = entry.allSettled();
    if (entry.base() > 0) {
      require(
          entry.settled().nextSetBit(0) < 0 || entry.settled().nextSetBit(0) >= entry.base(),
          "settled %s reaches below base %s",
          entry.settled(),
          entry.base());
    }
    for (RecordedEntry.File file : entry.pending().values()) {
      require(!file.offsets().isEmpty(), "%s is decided without offsets", file.name());
      require(
          !seen.intersects(file.offsets()),
          "entry %s: offsets %s of %s are settled or decided already",
          entry.seq(),
          file.offsets(),
          file.name());
      seen.or(file.offsets());
    }
  }

  private void checkClaim(RecordedEntry entry) {
    require(entry.epoch() == entry.seq(), "claim %s has epoch %s", entry.seq(), entry.epoch());
    if (last == null) {
      require(
          entry.generation() == 0 && entry.base() == -1 && entry.pending().isEmpty(),
          "the first claim is not empty");
    } else {
      require(entry.generation() == last.generation(), "claim %s changes generation", entry.seq());
      require(
          entry.base() == last.base(),
          "claim %s moves base from %s to %s",
          entry.seq(),
          last.base(),
          entry.base());
      require(entry.settled().equals(last.settled()), "claim %s changes settled", entry.seq());
      require(
          entry.pending().equals(last.pending()),
          "claim %s changes what is pending from %s to %s",
          entry.seq(),
          last.pending(),
          entry.pending());
    }
    lastClaim = entry;
  }

  private void checkCommit(RecordedEntry entry) {
    requireOwner(entry);
    require(entry.generation() == last.generation(), "commit %s changes generation", entry.seq());
    if (last.base() < 0 && entry.base() >= 0) {
      truth.startAt(entry.base());
      for (int offset = 0; offset < entry.base(); offset++) {
        require(
            !truth.passedOver(offset),
            "the ledger starts at %s, above offset %s",
            entry.base(),
            offset);
      }
    }
    require(
        entry.base() >= last.base(),
        "commit %s moves base back from %s to %s",
        entry.seq(),
        last.base(),
        entry.base());
    BitSet forgotten = last.allSettled();
    forgotten.andNot(entry.allSettled());
    require(forgotten.isEmpty(), "commit %s forgets settled %s", entry.seq(), forgotten);
    last.pending()
        .forEach(
            (fileId, file) ->
                require(
                    entry.pending().containsKey(fileId) || publishedFiles.contains(fileId),
                    "commit %s forgets the decided file %s",
                    entry.seq(),
                    file.name()));
    if (gapsFail && last.base() >= 0) {
      requireNothingSkipped(entry);
    }
    commits++;
  }

  private void checkAdmin(RecordedEntry entry) {
    requireOwner(entry);
    require(
        entry.generation() == last.generation() + 1,
        "admin entry %s has generation %s after %s",
        entry.seq(),
        entry.generation(),
        last.generation());
    truth.alter(entry.base());
  }

  private void requireOwner(RecordedEntry entry) {
    require(lastClaim != null, "entry %s has no claim before it", entry.seq());
    require(
        entry.epoch() == lastClaim.seq() && entry.owner().equals(lastClaim.owner()),
        "entry %s was appended under epoch %s, the last claim is %s",
        entry.seq(),
        entry.epoch(),
        lastClaim.seq());
  }

  private void requireTrulySettled(RecordedEntry entry) {
    BitSet settled = entry.allSettled();
    for (int offset = settled.nextSetBit(0);
        offset >= 0 && offset < log.end();
        offset = settled.nextSetBit(offset + 1)) {
      require(
          truth.contains(offset),
          "entry %s calls offset %s settled, but it is not in the store",
          entry.seq(),
          offset);
    }
  }

  private void require(boolean condition, String format, Object... arguments) {
    if (!condition) {
      throw violations.raise(
          log.topicPartition() + ": " + String.format(java.util.Locale.ROOT, format, arguments));
    }
  }
}
