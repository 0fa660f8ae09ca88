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
package io.sluice.gcs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which folders in the spool directory a new task removes. */
class SpoolSweepTest {
  /** The folder of a process that cannot be this one. */
  private static final String DEAD = "task-0-0-00000000-0000-0000-0000-000000000000";

  @TempDir private Path directory;

  private UserPrincipal owner() throws IOException {
    return Files.getOwner(directory);
  }

  private Path folder(Path parent, boolean locked) throws IOException {
    Path folder = Files.createDirectories(parent.resolve(DEAD));
    if (locked) {
      Files.createFile(folder.resolve(".lock"));
    }
    Files.writeString(folder.resolve("staged"), "bytes");
    return folder;
  }

  @Test
  void theFolderOfADeadTaskIsRemovedWithItsLock() throws Exception {
    Path dead = folder(directory, true);

    SpoolFolder.sweep(directory, owner());

    assertThat(dead).doesNotExist();
  }

  @Test
  void theFolderOfAnotherUserIsNotTouched() throws Exception {
    Path dead = folder(directory, true);
    UserPrincipal other =
        FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("daemon");

    SpoolFolder.sweep(directory, other);

    assertThat(dead.resolve("staged")).exists();
  }

  @Test
  void aLinkToAFolderIsNotFollowed() throws Exception {
    Path elsewhere = folder(directory.resolve("elsewhere"), true);
    Path spool = Files.createDirectory(directory.resolve("spool"));
    Files.createSymbolicLink(spool.resolve(DEAD), elsewhere);

    SpoolFolder.sweep(spool, owner());

    assertThat(elsewhere.resolve("staged")).exists();
  }

  @Test
  void aLinkInThePlaceOfALockIsNotFollowed() throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "s");
    Path spool = Files.createDirectory(directory.resolve("spool"));
    Path dead = folder(spool, false);
    Files.createSymbolicLink(dead.resolve(".lock"), secret);

    SpoolFolder.sweep(spool, owner());

    assertThat(secret).exists();
    assertThat(dead.resolve("staged")).exists();
  }

  @Test
  void aLinkInAFolderIsRemovedAndNotWhatItNames() throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "s");
    Path spool = Files.createDirectory(directory.resolve("spool"));
    Path dead = folder(spool, true);
    Files.createSymbolicLink(dead.resolve("link"), secret);

    SpoolFolder.sweep(spool, owner());

    assertThat(dead).doesNotExist();
    assertThat(secret).hasContent("s");
  }

  @Test
  void aFolderWithoutALockIsRemovedOnceItsTaskCannotBeRemovingIt() throws Exception {
    Path dead = folder(directory, false);

    SpoolFolder.sweep(directory, owner());
    assertThat(dead.resolve("staged")).exists();
    assertThat(dead.resolve(".lock")).doesNotExist();

    Files.setLastModifiedTime(dead, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    SpoolFolder.sweep(directory, owner());
    assertThat(dead).doesNotExist();
  }
}
