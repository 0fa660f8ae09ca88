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

/** Mistakes in appending, verifying, collecting and publishing. */
final class AppendVariants {
  private static final String PROTOCOL = "io/sluice/ledger/CommitProtocol.java";
  private static final String ENTRIES = "io/sluice/ledger/Entries.java";
  private static final String STATE = "io/sluice/ledger/PartitionState.java";
  private static final String COMMITTER = "io/sluice/writer/FileCommitter.java";
  private static final String STORE = "io/sluice/simulator/DurableState.java";

  private static final String CREATE_AND_VERIFY =
      "return create(entry, bytes, RETRIES).then(created -> verify(created, RETRIES));";

  private static final String FENCED_ANSWER =
      """
                  writer.progressed();
                });
      """;

  private AppendVariants() {}

  static List<Variant> all() {
    return List.of(
        Variant.of(
                "no verify after append",
                ENTRIES,
                "if (seqs.get(0) > entry.seq()) {",
                "if (seqs.isEmpty()) {")
            .in(Focus.ZOMBIES),
        Variant.of(
                "list before instead of after",
                ENTRIES,
                CREATE_AND_VERIFY,
                """
            return list()
                .then(
                    seqs ->
                        !seqs.isEmpty() && seqs.get(0) >= entry.seq()
                            ? fencedBy(entry, seqs.get(0))
                            : create(entry, bytes, RETRIES)
                                .then(
                                    created -> {
                                      collect(entry, seqs);
                                      return Step.done(created);
                                    }));
            """)
            .in(Focus.ZOMBIES),
        Variant.of(
            "collector deletes the latest",
            ENTRIES,
            "private static final int KEPT = 3;",
            "private static final int KEPT = 0;"),
        Variant.of(
            "collect before append, keeping one",
            ENTRIES,
            CREATE_AND_VERIFY,
            """
            return list()
                .then(
                    seqs -> {
                      seqs.stream()
                          .filter(seq -> seq <= entry.seq() - 2)
                          .forEach(
                              seq ->
                                  calls.clean(storage -> storage.delete(path(seq)), failure -> {}));
                      return create(entry, bytes, RETRIES);
                    })
                .then(created -> verify(created, RETRIES));
            """),
        Variant.of(
                "lost reply treated as failure with a new entry",
                ENTRIES,
                "found.get().nonce().equals(entry.nonce())",
                "found.get().epoch() == entry.epoch()")
            .and(ENTRIES, "create(entry, bytes, RETRIES).then(", "create(entry, bytes, 0).then(")
            .and(
                COMMITTER,
                FENCED_ANSWER,
                """
                          writer.progressed();
                        },
                        failure -> {
                          if (!(failure instanceof io.sluice.ledger.Failure.Unknown)) {
                            writer.fail(failure);
                            return;
                          }
                          appending = false;
                          commit();
                        });
                """)
            .and(COMMITTER, "    decided.forEach(OutputFile::decided);\n", "")
            .and(
                COMMITTER,
                "          decided.forEach(publisher::publish);\n",
                "          decided.forEach(OutputFile::decided);\n"
                    + "          decided.forEach(publisher::publish);\n")
            .in(Focus.LOST_REPLIES),
        Variant.of(
                "fenced deletes its staged files",
                COMMITTER,
                FENCED_ANSWER,
                """
                          writer.progressed();
                        },
                        failure -> {
                          if (named.isEmpty()) {
                            writer.fail(failure);
                          }
                          named.forEach(file -> drop(file, failure));
                        });
                """)
            .and(
                COMMITTER,
                "  void commit() {",
                """
                  private void drop(PendingFile file, io.sluice.ledger.Failure failure) {
                    writer.then(
                        protocol.drop(file.staged()), "dropping", none -> writer.fail(failure));
                  }

                  void commit() {
                """)
            .and(
                PROTOCOL,
                "  private Resolution publishOrGiveUp(",
                """
                  public Step<Integer> drop(StagedId id) {
                    return Step.call(
                        Lane.PROTOCOL,
                        storage -> {
                          storage.discard(id);
                          return 0;
                        });
                  }

                  private Resolution publishOrGiveUp(
                """)
            .in(Focus.ZOMBIES),
        Variant.of(
            "publish before append",
            COMMITTER,
            "    appending = true;\n",
            """
                appending = true;
                named.forEach(
                    file ->
                        writer.then(
                            protocol.publish(file, file.staged().epoch(), state.generation()),
                            "publishing",
                            resolution -> {},
                            failure -> {}));
            """),
        Variant.of(
                "publish although fenced",
                COMMITTER,
                FENCED_ANSWER,
                """
                          writer.progressed();
                        },
                        failure -> {
                          if (named.isEmpty() || !(failure instanceof io.sluice.ledger.Failure.Fenced)) {
                            writer.fail(failure);
                            return;
                          }
                          appending = false;
                          state.committed(entry, named);
                          decided.forEach(publisher::publish);
                          commit();
                        });
                """)
            .in(Focus.ZOMBIES),
        Variant.of(
            "base advanced before publish",
            COMMITTER,
            "          decided.forEach(publisher::publish);\n",
            "          named.forEach(state::published);\n"
                + "          decided.forEach(publisher::publish);\n"),
        Variant.of(
            "settled in the entry that decides",
            STATE,
            "epoch, generation, base, settled.copy(), decided, Kind.COMMIT, log);",
            "epoch, generation, base, allOf(files), List.copyOf(pending.values()), Kind.COMMIT,"
                + " log);\n  }\n\n  private OffsetSet allOf(List<PendingFile> files) {\n"
                + "    OffsetSet all = settled.copy();\n"
                + "    files.forEach(file -> all.addAll(file.offsets()));\n    return all;"),
        Variant.of(
            "the next entry forgets pending",
            STATE,
            "List<PendingFile> decided = new ArrayList<>(pending.values());",
            "List<PendingFile> decided = new ArrayList<>();"),
        Variant.of("no checkpoint", COMMITTER, "      append(List.of());\n", ""),
        Variant.of(
                "publish overwrites",
                STORE,
                "    StoredFile target = find(name);\n    if (target != null) {",
                "    StoredFile target = null;\n    if (target != null) {")
            .and(
                STORE,
                "if (source == null || target != null ||",
                "if (source == null || target != null && name.isEmpty() ||"),
        Variant.of(
            "staged missing is a failure",
            PROTOCOL,
            "if (outcome != PublishOutcome.MISSING) {",
            "if (outcome == PublishOutcome.PUBLISHED\n"
                + "        || outcome != PublishOutcome.MISSING && !storage.stagingSurvives()) {"),
        Variant.of(
                "identity from content",
                "io/sluice/storage/FileIdentity.java",
                "fileId.equals(other.fileId) && generation == other.generation",
                "fileId.equals(other.fileId)\n"
                    + "        && generation == other.generation\n"
                    + "        && epoch == other.epoch")
            .and(
                PROTOCOL,
                "file.identity(paths.ledgerId(), generation)",
                """
                new io.sluice.storage.FileIdentity(
                    paths.ledgerId(),
                    topic,
                    partition,
                    file.offsets().first(),
                    file.offsets().last(),
                    file.count(),
                    file.staged().uuid(),
                    epoch,
                    generation)
                """)
            .in(Focus.REBUILDS));
  }
}
