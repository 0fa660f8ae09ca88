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
  private static final String STATE = "io/sluice/ledger/PartitionState.java";
  private static final String COMMITTER = "io/sluice/writer/FileCommitter.java";
  private static final String STORE = "io/sluice/simulator/DurableState.java";

  private static final String CREATE_AND_VERIFY =
      """
      return create(entry, bytes, RETRIES)
          .thenCompose(
              mine ->
                  mine ? verify(entry, RETRIES) : CompletableFuture.completedFuture(Append.FENCED));
      """;

  private static final String IF_FENCED = "if (ended == Append.FENCED) {";

  private AppendVariants() {}

  static List<Variant> all() {
    return List.of(
        Variant.of(
                "no verify after append",
                PROTOCOL,
                "if (seqs.isEmpty() || seqs.get(0) != entry.seq()) {",
                "if (seqs.isEmpty()) {")
            .in(Focus.ZOMBIES),
        Variant.of(
                "list before instead of after",
                PROTOCOL,
                CREATE_AND_VERIFY,
                """
            return list()
                .thenCompose(
                    seqs ->
                        !seqs.isEmpty() && seqs.get(0) >= entry.seq()
                            ? CompletableFuture.completedFuture(Append.FENCED)
                            : create(entry, bytes, RETRIES)
                                .thenApply(
                                    mine -> {
                                      if (mine) {
                                        collect(entry, seqs);
                                      }
                                      return mine ? Append.VERIFIED : Append.FENCED;
                                    }))
                .exceptionally(error -> Append.FENCED);
            """)
            .in(Focus.ZOMBIES),
        Variant.of(
            "collector deletes the latest",
            PROTOCOL,
            "private static final int KEPT = 3;",
            "private static final int KEPT = 0;"),
        Variant.of(
            "collect before append, keeping one",
            PROTOCOL,
            CREATE_AND_VERIFY,
            """
            return list()
                .thenCompose(
                    seqs -> {
                      seqs.stream()
                          .filter(seq -> seq <= entry.seq() - 2)
                          .forEach(
                              seq ->
                                  calls.submitUnawaited(
                                      storage -> storage.delete(path(seq)), error -> {}));
                      return create(entry, bytes, RETRIES);
                    })
                .thenCompose(
                    mine ->
                        mine
                            ? verify(entry, RETRIES)
                            : CompletableFuture.completedFuture(Append.FENCED))
                .exceptionally(error -> Append.FENCED);
            """),
        Variant.of(
                "lost reply treated as failure with a new entry",
                PROTOCOL,
                "found.get().nonce().equals(entry.nonce())",
                "found.get().epoch() == entry.epoch()")
            .and(
                PROTOCOL,
                ": CompletableFuture.completedFuture(false);\n            });",
                ": CompletableFuture.failedFuture(ended.error());\n            });")
            .and(
                PROTOCOL,
                "create(entry, bytes, RETRIES)\n        .thenCompose(",
                "create(entry, bytes, 0)\n        .thenCompose(")
            .and(
                COMMITTER,
                "          writer.progressed();\n          commit();\n        });",
                """
                          writer.progressed();
                          commit();
                        },
                        error -> {
                          appending = false;
                          sealed.addAll(files);
                          commit();
                        });
                """)
            .in(Focus.LOST_REPLIES),
        Variant.of(
                "fenced deletes its staged files",
                COMMITTER,
                IF_FENCED,
                IF_FENCED + " if (!files.isEmpty()) { files.forEach(this::drop); return; }")
            .and(
                COMMITTER,
                "  private void commit() {",
                """
                  private void drop(PendingFile file) {
                    writer.then(
                        protocol.drop(file.staged()),
                        "dropping",
                        none -> writer.fail(new Failure(Kind.FENCED, "fenced", null)));
                  }

                  private void commit() {
                """)
            .and(
                PROTOCOL,
                "  private String path(long seq) {",
                """
                  public CompletableFuture<Void> drop(io.sluice.storage.StagedId id) {
                    return calls.submit(
                        storage -> {
                          storage.discard(id);
                          return null;
                        });
                  }

                  private String path(long seq) {
                """)
            .in(Focus.ZOMBIES),
        Variant.of(
            "publish before append",
            COMMITTER,
            "    appending = true;\n",
            """
                appending = true;
                files.forEach(
                    file -> protocol.publish(file, file.staged().epoch(), state.generation()));
            """),
        Variant.of(
                "publish although fenced",
                COMMITTER,
                IF_FENCED,
                "if (ended == Append.FENCED && files.isEmpty()) {")
            .in(Focus.ZOMBIES),
        Variant.of(
            "base advanced before publish",
            COMMITTER,
            "          for (PendingFile file : files) {\n",
            "          for (PendingFile file : files) {\n            state.published(file);\n"),
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
        Variant.of(
            "no checkpoint",
            COMMITTER,
            "|| moved > 0 && now - recordedAt >= settings.ledger().checkpointMillis()",
            ""),
        Variant.of(
                "publish overwrites",
                STORE,
                "    StoredFile target = find(name);\n    if (target != null) {",
                "    StoredFile target = null;\n    if (target != null) {")
            .and(
                STORE,
                "    if (target != null) {\n      throw StorageException.fatal(\"rename",
                "    if (target != null && name.isEmpty()) {\n      throw StorageException.fatal(\"rename"),
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
