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
package io.sluice.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every implementation of {@link Storage} must do; subclasses open the implementation. */
public abstract class StorageContract {
  private static final String TOPIC = "orders";
  private static final int PARTITION = 3;
  private static final int THREADS = 8;

  private final List<Storage> opened = new ArrayList<>();

  /** The storage under test, on a store that is empty when the test starts. */
  protected Storage storage;

  /**
   * Opens a further handle on the same store, as another process would; called several times per
   * test. The suite closes it.
   */
  protected abstract Storage open() throws Exception;

  private Storage another() throws Exception {
    Storage another = open();
    opened.add(another);
    return another;
  }

  @BeforeEach
  void openStorage() throws Exception {
    storage = another();
  }

  @AfterEach
  void closeStorage() {
    opened.forEach(Storage::close);
  }

  // Staging and publishing.

  @Test
  void publishesWhatWasStaged() throws Exception {
    StagedId id = staged("hello ", "world");

    assertThat(publish(id, "out/a.json")).isEqualTo(PublishOutcome.PUBLISHED);

    assertThat(text("out/a.json")).isEqualTo("hello world");
    assertThat(storage.list("out", 10)).containsExactly("a.json");
    assertThat(storage.staged(TOPIC, PARTITION)).isEmpty();
  }

  @Test
  void publishesAnEmptyFile() throws Exception {
    assertThat(publish(staged(), "out/empty")).isEqualTo(PublishOutcome.PUBLISHED);
    assertThat(storage.read("out/empty", 10).orElseThrow()).isEmpty();
  }

  @Test
  void publishesLargeContentUnchanged() throws Exception {
    byte[] content = new byte[3_000_001];
    new Random(7).nextBytes(content);
    StagedFile file = storage.stage(id(1));
    OutputStream output = file.output();
    output.write(content, 0, 1_000_000);
    output.write(content[1_000_000]);
    output.write(content, 1_000_001, content.length - 1_000_001);
    output.flush();
    file.seal();

    publish(file.id(), "out/large");

    assertThat(storage.read("out/large", content.length).orElseThrow()).isEqualTo(content);
  }

  @Test
  void publishesIntoOneDirectoryAfterAnother() throws Exception {
    publish(staged("1"), "out/year=2026/month=01/a");
    publish(staged("2"), "out/year=2026/month=01/b");
    publish(staged("3"), "out/year=2026/month=02/a");

    assertThat(storage.list("out/year=2026/month=01", 10)).containsExactly("a", "b");
    assertThat(storage.list("out/year=2026/month=02", 10)).containsExactly("a");
  }

  @Test
  void nobodySeesAFileBeforeItIsPublished() throws Exception {
    StagedId id = staged("secret");

    assertThat(storage.read("out/a", 100)).isEmpty();
    assertThat(storage.list("out", 10)).isEmpty();

    publish(id, "out/a");
    assertThat(text("out/a")).isEqualTo("secret");
  }

  @Test
  void publishingAgainSaysThatItIsDone() throws Exception {
    StagedId id = staged("once");
    FileIdentity identity = identity(id);

    assertThat(storage.publish(id, "out/a", identity)).isEqualTo(PublishOutcome.PUBLISHED);
    assertThat(storage.publish(id, "out/a", identity)).isEqualTo(PublishOutcome.ALREADY_PUBLISHED);
    assertThat(another().publish(id, "out/a", identity))
        .isEqualTo(PublishOutcome.ALREADY_PUBLISHED);

    assertThat(text("out/a")).isEqualTo("once");
    assertThat(storage.list("out", 10)).containsExactly("a");
  }

  @Test
  void aForeignFileIsNeverOverwritten() throws Exception {
    storage.createIfAbsent("out/a", bytes("theirs"));
    StagedId id = staged("ours");

    assertFatal(() -> publish(id, "out/a"), "out/a");

    assertThat(text("out/a")).isEqualTo("theirs");
    if (storage.stagingSurvives()) {
      assertThat(storage.staged(TOPIC, PARTITION)).containsExactly(id);
    }
  }

  @Test
  void aPublishedFileIsNeverOverwrittenByAnother() throws Exception {
    publish(staged("first"), "out/a");
    StagedId second = staged("second");

    assertFatal(() -> publish(second, "out/a"), "out/a");

    assertThat(text("out/a")).isEqualTo("first");
  }

  @Test
  void aRebuiltFileIsTheSameFileWhateverItsContent() throws Exception {
    assumeFalse(storage.stagingSurvives());
    StagedId first = staged("first");
    FileIdentity identity = identity(first);
    storage.publish(first, "out/a", identity);
    StagedId rebuilt = staged("rebuilt");

    assertThat(storage.publish(rebuilt, "out/a", identity))
        .isEqualTo(PublishOutcome.ALREADY_PUBLISHED);

    assertThat(text("out/a")).isEqualTo("first");
  }

  @Test
  void publishingWhatIsNowhereSaysMissing() throws Exception {
    StagedId id = id(1);
    assertThat(publish(id, "out/a")).isEqualTo(PublishOutcome.MISSING);

    publish(staged("other"), "out/b");
    assertThat(publish(id, "out/c")).isEqualTo(PublishOutcome.MISSING);
    assertThat(storage.list("out", 10)).containsExactly("b");
  }

  @Test
  void aDiscardedFileIsMissing() throws Exception {
    StagedId id = staged("gone");
    storage.discard(id);

    assertThat(storage.staged(TOPIC, PARTITION)).isEmpty();
    assertThat(publish(id, "out/a")).isEqualTo(PublishOutcome.MISSING);
  }

  @Test
  void discardingWhatIsAbsentIsFine() throws Exception {
    storage.discard(id(1));
    StagedId id = staged("gone");
    storage.discard(id);
    storage.discard(id);
  }

  @Test
  void closingTheStreamNeitherPublishesNorSeals() throws Exception {
    StagedFile file = storage.stage(id(1));
    OutputStream output = file.output();
    output.write(bytes("half"));
    output.close();
    output.close();

    assertThat(storage.list("out", 10)).isEmpty();

    assertThat(file.output()).isSameAs(output);
    output.write(bytes(" and half"));
    file.seal();
    publish(file.id(), "out/a");
    assertThat(text("out/a")).isEqualTo("half and half");
  }

  @Test
  void anAbandonedFileIsNeverPublished() throws Exception {
    StagedFile open = storage.stage(id(1));
    open.output().write(bytes("open"));
    open.abandon();
    open.abandon();
    StagedFile sealed = storage.stage(id(1));
    sealed.seal();
    sealed.abandon();

    assertThat(storage.list("out", 10)).isEmpty();
    List<StagedId> remaining = storage.staged(TOPIC, PARTITION);
    if (storage.stagingSurvives()) {
      assertThat(remaining).containsExactlyInAnyOrder(open.id(), sealed.id());
    } else {
      assertThat(remaining).isEmpty();
      assertThat(publish(sealed.id(), "out/a")).isEqualTo(PublishOutcome.MISSING);
    }
    for (StagedId id : remaining) {
      storage.discard(id);
    }
    assertThat(storage.staged(TOPIC, PARTITION)).isEmpty();
  }

  @Test
  void listsWhatIsStagedWithItsEpochs() throws Exception {
    StagedFile open = storage.stage(id(7));
    open.output().write(bytes("open"));
    StagedFile sealed = storage.stage(id(Long.MAX_VALUE));
    sealed.seal();
    storage.stage(new StagedId(TOPIC, PARTITION + 1, 9, UUID.randomUUID())).seal();
    storage.stage(new StagedId(TOPIC + "-2", PARTITION, 9, UUID.randomUUID())).seal();

    List<StagedId> seen = another().staged(TOPIC, PARTITION);

    assertThat(storage.staged(TOPIC, PARTITION)).containsExactlyInAnyOrder(open.id(), sealed.id());
    assertThat(storage.staged("never.seen", 0)).isEmpty();
    if (storage.stagingSurvives()) {
      assertThat(seen).containsExactlyInAnyOrder(open.id(), sealed.id());
    } else {
      assertThat(seen).isEmpty();
    }
    open.abandon();
  }

  @Test
  void stagingWithinItsBudgetHasNoExcess() throws Exception {
    assertThat(storage.stagingExcess()).isZero();
    staged("little");
    assertThat(storage.stagingExcess()).isZero();
  }

  @Test
  void aSealedFileOutlivesItsProcessWhereStagingSurvives() throws Exception {
    StagedId id = staged("kept");
    FileIdentity identity = identity(id);
    Storage successor = another();
    storage.close();

    PublishOutcome outcome = successor.publish(id, "out/a", identity);

    if (successor.stagingSurvives()) {
      assertThat(outcome).isEqualTo(PublishOutcome.PUBLISHED);
      assertThat(successor.read("out/a", 100).orElseThrow()).isEqualTo(bytes("kept"));
    } else {
      assertThat(outcome).isEqualTo(PublishOutcome.MISSING);
    }
  }

  @Test
  void aFileThatIsDiscardedElsewhereCannotBeSealed() throws Exception {
    StagedFile file = storage.stage(id(1));
    file.output().write(bytes("zombie"));
    storage.discard(file.id());

    assertThatThrownBy(file::seal).isInstanceOf(StorageException.class);

    file.abandon();
    assertThat(publish(file.id(), "out/a")).isEqualTo(PublishOutcome.MISSING);
  }

  @Test
  void stagesManyFilesAtOnce() throws Exception {
    List<StagedFile> files = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      files.add(storage.stage(id(i)));
    }
    for (int i = 0; i < 20; i++) {
      files.get(i).output().write(bytes("file " + i));
    }
    for (int i = 0; i < 20; i++) {
      files.get(i).seal();
      publish(files.get(i).id(), "out/" + i);
    }
    for (int i = 0; i < 20; i++) {
      assertThat(text("out/" + i)).isEqualTo("file " + i);
    }
  }

  // Creating, reading, deleting.

  @Test
  void createsAFileOnce() throws Exception {
    assertThat(storage.createIfAbsent("ledger/0/1.json", bytes("mine")))
        .isEqualTo(CreateOutcome.CREATED);
    assertThat(storage.createIfAbsent("ledger/0/1.json", bytes("mine")))
        .isEqualTo(CreateOutcome.EXISTS);
    assertThat(another().createIfAbsent("ledger/0/1.json", bytes("other")))
        .isEqualTo(CreateOutcome.EXISTS);

    assertThat(text("ledger/0/1.json")).isEqualTo("mine");
    assertThat(storage.list("ledger/0", 10)).containsExactly("1.json");
  }

  @Test
  void createsAFileAgainOnceItIsDeleted() throws Exception {
    storage.createIfAbsent("ledger/0/1.json", bytes("old"));
    storage.delete("ledger/0/1.json");

    assertThat(storage.createIfAbsent("ledger/0/1.json", bytes("new")))
        .isEqualTo(CreateOutcome.CREATED);
    assertThat(text("ledger/0/1.json")).isEqualTo("new");
  }

  @Test
  void oneOfManyCreatorsWins() throws Exception {
    for (int round = 0; round < 10; round++) {
      String path = "ledger/0/" + round;
      CyclicBarrier start = new CyclicBarrier(THREADS);
      List<CreateOutcome> outcomes =
          concurrently(
              thread -> {
                start.await();
                return storage.createIfAbsent(path, content(thread));
              });

      assertThat(outcomes).containsOnlyOnce(CreateOutcome.CREATED);
      assertThat(storage.read(path, 100_000).orElseThrow())
          .isEqualTo(content(outcomes.indexOf(CreateOutcome.CREATED)));
    }
  }

  @Test
  void aReaderSeesAllOfACreatedFileOrNothing() throws Exception {
    CyclicBarrier start = new CyclicBarrier(2);
    ExecutorService reader = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> length =
          reader.submit(
              () -> {
                start.await();
                while (true) {
                  var content = storage.read("ledger/0/1", 100_000);
                  if (content.isPresent()) {
                    return content.get().length;
                  }
                }
              });
      start.await();
      storage.createIfAbsent("ledger/0/1", content(1));
      assertThat(length.get()).isEqualTo(content(1).length);
    } finally {
      reader.shutdownNow();
    }
  }

  @Test
  void readsWithinABound() throws Exception {
    storage.createIfAbsent("ledger/a", bytes("12345"));

    assertThat(storage.read("ledger/a", 5).orElseThrow()).isEqualTo(bytes("12345"));
    assertFatal(() -> storage.read("ledger/a", 4), "ledger/a");
    assertThat(storage.read("ledger/b", 5)).isEmpty();
    assertThat(storage.read("nowhere/b", 5)).isEmpty();
  }

  @Test
  void deletingWhatIsAbsentIsFine() throws Exception {
    storage.delete("nowhere/at/all");
    storage.createIfAbsent("ledger/a", bytes("x"));
    storage.delete("ledger/a");
    storage.delete("ledger/a");

    assertThat(storage.read("ledger/a", 1)).isEmpty();
    assertThat(storage.list("ledger", 10)).isEmpty();
  }

  // Listing.

  @Test
  void listsInOrderUpToALimit() throws Exception {
    List<String> names =
        new ArrayList<>(List.of("b", "a", "C", "10", "9", "a.json", "a-1", "a+1", "~", "0000"));
    for (String name : names) {
      storage.createIfAbsent("ledger/" + name, bytes(name));
    }
    names.sort(Comparator.naturalOrder());

    for (int limit : new int[] {1, 2, 9, 10, 11, 1000}) {
      assertThat(storage.list("ledger", limit))
          .containsExactlyElementsOf(names.subList(0, Math.min(limit, names.size())));
    }
  }

  @Test
  void listsNamesOutsideAsciiInASelfConsistentOrder() throws Exception {
    List<String> names = List.of("z", "\u00e4", "\uffee", "\ud83d\ude00");
    for (String name : names) {
      storage.createIfAbsent("ledger/" + name, bytes(name));
    }

    List<String> listed = storage.list("ledger", 10);
    assertThat(listed).containsExactlyInAnyOrderElementsOf(names);
    assertThat(storage.list("ledger", 2)).containsExactlyElementsOf(listed.subList(0, 2));
  }

  @Test
  void listsNoSubDirectoriesNorWhatIsInThem() throws Exception {
    storage.createIfAbsent("ledger/b", bytes("file"));
    storage.createIfAbsent("ledger/a/file", bytes("deeper"));
    storage.createIfAbsent("ledger/c/d/file", bytes("deeper"));
    storage.createIfAbsent("ledger2/file", bytes("elsewhere"));

    assertThat(storage.list("ledger", 10)).containsExactly("b");
    assertThat(storage.list("ledger", 1)).containsExactly("b");
    assertThat(storage.list("ledger/c", 10)).isEmpty();
    assertThat(storage.list("nowhere", 10)).isEmpty();
  }

  @Test
  void listsAtOnceWhatAnotherProcessDid() throws Exception {
    Storage other = another();
    for (int i = 10; i < 20; i++) {
      other.createIfAbsent("ledger/" + i, bytes("x"));
      assertThat(storage.list("ledger", 100)).hasSize(1).containsExactly("" + i);
      other.delete("ledger/" + i);
      assertThat(storage.list("ledger", 100)).isEmpty();
    }
  }

  // Names.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "with space",
        " leading and trailing ",
        "percent%20escaped%",
        "plus+minus-1",
        "a=b&c=d",
        "quotes'\"`",
        "question?hash#semicolon;",
        "back\\slash",
        "[brackets]{braces}*",
        "tilde~comma,at@dollar$",
        "\u00fcmlaut \u20ac \u65e5\u672c\u8a9e \ud83d\ude00",
        "e\u0301 combining",
        "..dots..",
        "%empty",
        "%2E%2E"
      })
  void keepsOddNames(String name) throws Exception {
    assumeKept(name);
    String path = "out/" + name + "/" + name;
    assertThat(publish(staged("odd"), path)).isEqualTo(PublishOutcome.PUBLISHED);
    assertThat(text(path)).isEqualTo("odd");
    assertThat(storage.list("out/" + name, 10)).containsExactly(name);

    String created = "ledger/" + name + "/" + name;
    assertThat(storage.createIfAbsent(created, bytes("odd"))).isEqualTo(CreateOutcome.CREATED);
    assertThat(storage.list("ledger/" + name, 10)).containsExactly(name);
    storage.delete(created);
    assertThat(storage.read(created, 10)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/", "/a", "a/", "a//b", ".", "..", "a/./b", "../a", "a/..", "a/../b"})
  void refusesPathsThatAreNotRelative(String path) {
    assertThatThrownBy(() -> storage.createIfAbsent(path, bytes("x")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> storage.read(path, 10)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> storage.delete(path)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> storage.list(path, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> publish(id(1), path)).isInstanceOf(IllegalArgumentException.class);
  }

  // Threads.

  @Test
  void servesManyThreadsAtOnce() throws Exception {
    concurrently(
        thread -> {
          for (int i = 0; i < 5; i++) {
            StagedFile file = storage.stage(id(thread));
            file.output().write(bytes(thread + " " + i));
            file.seal();
            String name = "out/" + thread + "/" + i;
            assertThat(publish(file.id(), name)).isEqualTo(PublishOutcome.PUBLISHED);
            assertThat(text(name)).isEqualTo(thread + " " + i);
            assertThat(storage.list("out/" + thread, 10)).hasSize(i + 1);
          }
          return true;
        });

    assertThat(storage.staged(TOPIC, PARTITION)).isEmpty();
  }

  @Test
  void oneOfManyPublishersOfAFileWins() throws Exception {
    for (int round = 0; round < 5; round++) {
      StagedId id = staged("content");
      FileIdentity identity = identity(id);
      String name = "out/" + round;
      CyclicBarrier start = new CyclicBarrier(THREADS);
      List<PublishOutcome> outcomes =
          concurrently(
              thread -> {
                start.await();
                return storage.publish(id, name, identity);
              });

      assertThat(outcomes).containsOnlyOnce(PublishOutcome.PUBLISHED);
      assertThat(outcomes).doesNotContain(PublishOutcome.MISSING);
      assertThat(text(name)).isEqualTo("content");
    }
  }

  // Probing and closing.

  @Test
  void probesWithoutAnyVisibleTrace() throws Exception {
    storage.probe("topics", "topics/_sluice");
    storage.probe("topics", "topics/_sluice");
    storage.probe("", "topics/_sluice");

    assertThat(storage.list("topics", 10)).isEmpty();
    assertThat(storage.list("topics/_sluice", 10)).isEmpty();
  }

  @Test
  void closingOneHandleDoesNotCloseTheOthers() throws Exception {
    Storage other = another();
    other.createIfAbsent("ledger/a", bytes("x"));
    other.close();
    other.close();

    assertThat(text("ledger/a")).isEqualTo("x");
    publish(staged("still"), "out/a");
    assertThat(text("out/a")).isEqualTo("still");
  }

  // Helpers.

  /** Skips the test, by an assumption, for a name that the server of a store is known to damage. */
  protected void assumeKept(String name) {}

  /** A new id of the suite's topic partition. */
  protected static StagedId id(long epoch) {
    return new StagedId(TOPIC, PARTITION, epoch, UUID.randomUUID());
  }

  /** What a file of this staged id is published with. */
  protected static FileIdentity identity(StagedId id) {
    return new FileIdentity(
        "connector", id.topic(), id.partition(), 10, 19, 10, id.uuid(), id.epoch(), 0);
  }

  /** Stages and seals a file. */
  protected final StagedId staged(String... parts) throws IOException {
    StagedFile file = storage.stage(id(5));
    for (String part : parts) {
      file.output().write(bytes(part));
    }
    file.seal();
    return file.id();
  }

  /** Publishes with the identity that {@link #identity} gives. */
  protected final PublishOutcome publish(StagedId id, String name) throws StorageException {
    return storage.publish(id, name, identity(id));
  }

  /** The content of a file that must be there. */
  protected final String text(String path) throws StorageException {
    return new String(storage.read(path, 1 << 20).orElseThrow(), UTF_8);
  }

  protected static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /** Some tens of kilobytes that identify their writer. */
  private static byte[] content(int thread) {
    byte[] content = new byte[60_000 + thread];
    Arrays.fill(content, (byte) thread);
    return content;
  }

  private static void assertFatal(Callable<?> call, String path) {
    StorageException failure = catchThrowableOfType(StorageException.class, call::call);
    assertThat(failure).isNotNull().hasMessageContaining(path);
    assertThat(failure.retriable()).isFalse();
  }

  private interface ThreadWork<T> {
    T run(int thread) throws Exception;
  }

  private static <T> List<T> concurrently(ThreadWork<T> work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<T>> calls = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int thread = i;
        calls.add(() -> work.run(thread));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> result : threads.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void listsDirectoriesWithoutTheFilesBesideThem() throws Exception {
    storage.createIfAbsent("led/t/0/1.json", new byte[1]);
    storage.createIfAbsent("led/t/11/deep/1.json", new byte[1]);
    storage.createIfAbsent("led/t/file", new byte[1]);
    storage.createIfAbsent("led/t2/0/1.json", new byte[1]);
    storage.createIfAbsent("ledger/x/1.json", new byte[1]);

    assertThat(storage.directories("led")).containsExactlyInAnyOrder("t", "t2");
    assertThat(storage.directories("led/t")).containsExactlyInAnyOrder("0", "11");
    assertThat(storage.directories("led/t/0")).isEmpty();
    assertThat(storage.directories("led/t/file")).isEmpty();
    assertThat(storage.directories("nowhere")).isEmpty();
  }
}
