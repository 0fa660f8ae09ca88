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

import io.sluice.simulator.Scenario.Focus;
import java.util.List;

/** Mistakes in opening a partition. */
final class OpenVariants {
  private static final String OPENER = "io/sluice/ledger/PartitionOpener.java";
  private static final String PROTOCOL = "io/sluice/ledger/CommitProtocol.java";
  private static final String STATE = "io/sluice/ledger/PartitionState.java";
  private static final String ENGINE = "io/sluice/engine/SinkEngine.java";

  private static final String MAILBOX = "io/sluice/exec/Mailbox.java";
  private static final String CALLS = "io/sluice/writer/PartitionCalls.java";

  private static final String APPEND_CLAIM =
      "return found().then(highest -> protocol.append(claimEntry(highest)));";

  private static final String SWEEP =
      ".then(this::sweep) .then(opened -> describe().then(range -> compare(opened, range)));";

  private static final String NO_SWEEP =
      ".then(opened -> describe().then(range -> compare(opened, range)));";

  private OpenVariants() {}

  static List<Variant> all() {
    return List.of(
        Variant.of(
                "no claim",
                OPENER,
                APPEND_CLAIM,
                """
            return protocol
                .highest()
                .then(
                    highest ->
                        highest.isEmpty()
                            ? protocol.append(claimEntry(highest))
                            : Step.done(highest.get()));
            """)
            .in(Focus.ZOMBIES),
        Variant.of(
            "resolve before claim",
            OPENER,
            APPEND_CLAIM,
            """
            return protocol
                .highest()
                .then(
                    highest -> {
                      LedgerEntry claim = claimEntry(highest);
                      return protocol
                          .publish(claim.pending(), claim.generation())
                          .then(published -> protocol.append(claim));
                    });
            """),
        Variant.of(
                "sweep by owner instead of epoch",
                PROTOCOL,
                ".filter(id -> id.epoch() < epoch &&",
                ".filter(id -> id.epoch() != epoch &&")
            .in(Focus.ZOMBIES),
        Variant.of(
                "sweep before claim",
                OPENER,
                APPEND_CLAIM,
                """
            return protocol
                .highest()
                .then(
                    highest -> {
                      LedgerEntry claim = claimEntry(highest);
                      Set<StagedId> decided =
                          claim.pending().stream()
                              .map(PendingFile::staged)
                              .collect(Collectors.toSet());
                      return protocol
                          .sweep(claim.seq(), decided)
                          .then(swept -> protocol.append(claim));
                    });
            """)
            .and(OPENER, SWEEP, NO_SWEEP),
        Variant.of(
                "sweep before resolve, ignoring pending",
                OPENER,
                APPEND_CLAIM,
                """
            return protocol
                .highest()
                .then(highest -> protocol.append(claimEntry(highest)))
                .then(
                    claim ->
                        protocol.sweep(claim.seq(), Set.of()).then(swept -> Step.done(claim)));
            """)
            .and(OPENER, SWEEP, NO_SWEEP),
        Variant.of(
            "claim drops settled",
            OPENER,
            "        last.settled(),\n",
            "        new OffsetSet(),\n"),
        Variant.of(
            "claim drops pending", OPENER, "        last.pending(),\n", "        List.of(),\n"),
        Variant.of(
                "lost claim race without re-reading",
                OPENER,
                APPEND_CLAIM,
                """
            return protocol
                .highest()
                .then(
                    highest -> {
                      LedgerEntry claim = claimEntry(highest);
                      return protocol
                          .append(claim)
                          .orElse(
                              failure ->
                                  failure instanceof Failure.Fenced
                                      ? protocol.append(
                                          new LedgerEntry(
                                              claim.seq() + 1,
                                              claim.owner(),
                                              identity.nonces().get(),
                                              claim.seq() + 1,
                                              claim.generation(),
                                              claim.base(),
                                              claim.settled(),
                                              claim.pending(),
                                              Kind.CLAIM,
                                              claim.log()))
                                      : Step.failed(failure));
                    });
            """)
            .in(Focus.ZOMBIES),
        Variant.of("no generation after a rewind", STATE, "generation + 1,", "generation,"),
        Variant.of(
            "base ignores rebuild sets",
            STATE,
            "    entry.pending().forEach(this::decide);",
            "    entry.pending().forEach(file -> pending.put(file.staged().uuid(), file));"),
        Variant.of(
            "final missing is settled where staging dies",
            OPENER,
            "case REBUILD -> rebuilds.add(file);",
            "case REBUILD -> state.published(file);"),
        Variant.of(
            "trust the consumer offset over the ledger",
            ENGINE,
            "if (offset == LedgerEntry.UNKNOWN_BASE) {\n      assignment.running",
            "if (partition != null) {\n      assignment.running"),
        Variant.of(
            "reopening continues the batch",
            ENGINE,
            "assignment.running(puts + 1);",
            "assignment.running(puts);"),
        Variant.of(
            "reopening throws RetriableException",
            ENGINE,
            "    return assignment.accepts(puts) ? assignment : null;",
            """
                if (!assignment.accepts(puts)) {
                  throw new org.apache.kafka.connect.errors.RetriableException("reopening");
                }
                return assignment;
            """),
        Variant.of(
                "late results are taken after the writer was abandoned",
                "io/sluice/engine/WriterReports.java",
                "if (assignment != null && assignment.isCurrent(writer)) {",
                "if (assignment != null) {")
            .and(MAILBOX, "if (closed) { return false; }", "")
            .and(MAILBOX, "closed ? null : messages.poll()", "messages.poll()")
            .and(MAILBOX, "      messages.clear();\n", "")
            .and(
                MAILBOX,
                "again && (closed ? !lastRun : !messages.isEmpty())",
                "again && !messages.isEmpty()")
            .and(CALLS, "if (mailbox.closed()) { return; }", ""));
  }
}
