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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStorageTest extends StorageContract {
  private static final String STAGING = "topics/_sluice/connector/staging";

  @TempDir private Path root;

  @Override
  protected Storage open() {
    return new LocalStorage(root, STAGING);
  }

  @Test
  void stagesWhereTheLayoutSays() throws Exception {
    StagedId id = staged("x");
    assertThat(root.resolve(STAGING).resolve("orders/3").resolve(id.fileName())).hasContent("x");
  }

  @Test
  void finishesAPublishThatWasCutShortAfterTheLink() throws Exception {
    StagedId id = staged("x");
    Path source = root.resolve(STAGING).resolve("orders/3").resolve(id.fileName());
    Path target = root.resolve("out/a");
    Files.createDirectories(target.getParent());
    Files.createLink(target, source);

    assertThat(publish(id, "out/a")).isEqualTo(PublishOutcome.ALREADY_PUBLISHED);

    assertThat(source).doesNotExist();
    assertThat(target).hasContent("x");
  }

  @Test
  void neverPublishesOntoADirectory() throws Exception {
    StagedId id = staged("x");
    Files.createDirectories(root.resolve("out/a"));

    StorageException failure =
        catchThrowableOfType(StorageException.class, () -> publish(id, "out/a"));

    assertThat(failure.retriable()).isFalse();
    assertThat(root.resolve("out/a")).isEmptyDirectory();
    assertThat(storage.staged("orders", 3)).containsExactly(id);
  }

  @Test
  void keepsNoTemporaryFiles() throws Exception {
    storage.createIfAbsent("ledger/a", bytes("x"));
    storage.createIfAbsent("ledger/a", bytes("x"));
    storage.probe("topics", "topics/_sluice");

    try (Stream<Path> all = Files.walk(root)) {
      List<Path> files = all.filter(Files::isRegularFile).toList();
      assertThat(files).containsExactly(root.resolve("ledger/a"));
    }
  }

  @Test
  void namesTheFileThatIsWhereADirectoryIsNeeded() throws Exception {
    storage.createIfAbsent("out", bytes("a file"));
    StagedId id = staged("x");

    StorageException failure =
        catchThrowableOfType(StorageException.class, () -> publish(id, "out/a"));

    assertThat(failure.retriable()).isFalse();
    assertThat(failure).hasMessageContaining("directory");
  }
}
