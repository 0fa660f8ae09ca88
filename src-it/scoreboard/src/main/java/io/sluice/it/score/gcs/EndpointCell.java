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
package io.sluice.it.score.gcs;

import io.sluice.storage.CreateOutcome;
import io.sluice.storage.FileIdentity;
import io.sluice.storage.PublishOutcome;
import io.sluice.storage.StagedFile;
import io.sluice.storage.StagedId;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Something that a commit requires of the store. */
enum EndpointCell {
  PROBE("probe") {
    @Override
    void run(Storage storage) throws IOException {
      storage.probe("out", "ledger");
    }
  },
  ENTRY("an entry is read back") {
    @Override
    void run(Storage storage) throws IOException {
      require(
          storage.createIfAbsent("ledger/1", bytes(300)) == CreateOutcome.CREATED, "not created");
      requireContent(storage, "ledger/1", bytes(300));
    }
  },
  ENTRY_ONCE("an entry is created once") {
    @Override
    void run(Storage storage) throws IOException {
      storage.createIfAbsent("ledger/1", bytes(300));
      require(
          storage.createIfAbsent("ledger/1", bytes(200)) == CreateOutcome.EXISTS, "created again");
      requireContent(storage, "ledger/1", bytes(300));
    }
  },
  LISTING("the highest entries are listed") {
    @Override
    void run(Storage storage) throws IOException {
      for (String name : List.of("3", "1", "4", "2")) {
        storage.createIfAbsent("ledger/" + name, bytes(1));
      }
      storage.createIfAbsent("ledger/2/below", bytes(1));
      List<String> names = storage.list("ledger", 3);
      require(names.equals(List.of("1", "2", "3")), "listed " + names);
    }
  },
  ABSENT("what is absent can be read and deleted") {
    @Override
    void run(Storage storage) throws IOException {
      require(storage.read("ledger/1", 10).isEmpty(), "there is content");
      require(storage.list("ledger", 8).isEmpty(), "there are names");
      storage.delete("ledger/1");
    }
  },
  EMPTY_FILE("an empty file is published") {
    @Override
    void run(Storage storage) throws IOException {
      publishAndRead(storage, 0);
    }
  },
  SMALL_FILE("a small file is published") {
    @Override
    void run(Storage storage) throws IOException {
      publishAndRead(storage, 10_000);
    }
  },
  LARGE_FILE("a large file is published in chunks") {
    @Override
    void run(Storage storage) throws IOException {
      publishAndRead(storage, LARGE);
    }
  },
  SMALL_FILE_TWICE("a small file is published once") {
    @Override
    void run(Storage storage) throws IOException {
      publishTwice(storage, 10_000);
    }
  },
  LARGE_FILE_TWICE("a large file is published once") {
    @Override
    void run(Storage storage) throws IOException {
      publishTwice(storage, LARGE);
    }
  },
  SMALL_NAME_TAKEN("a small file replaces no other") {
    @Override
    void run(Storage storage) throws IOException {
      publishOverAnother(storage, 10_000);
    }
  },
  LARGE_NAME_TAKEN("a large file replaces no other") {
    @Override
    void run(Storage storage) throws IOException {
      publishOverAnother(storage, LARGE);
    }
  },
  LOST_STAGING("a file whose task died is missing") {
    @Override
    void run(Storage storage) throws IOException {
      StagedId id = id();
      require(
          storage.publish(id, NAME, identity(id, "a")) == PublishOutcome.MISSING, "not missing");
    }
  };

  private static final int LARGE = 1_300_000;
  private static final String NAME = "out/file";

  private final String title;

  EndpointCell(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /**
   * Tries it.
   *
   * @param storage below a new prefix
   * @throws IllegalStateException if something is not as it should be
   */
  abstract void run(Storage storage) throws IOException;

  private static void publishAndRead(Storage storage, int length) throws IOException {
    StagedId id = staged(storage, id(), length);
    require(publish(storage, id, "a") == PublishOutcome.PUBLISHED, "not published");
    requireContent(storage, NAME, bytes(length));
  }

  private static void publishTwice(Storage storage, int length) throws IOException {
    StagedId id = staged(storage, id(), length);
    publish(storage, id, "a");
    staged(storage, id, length);
    require(publish(storage, id, "a") == PublishOutcome.ALREADY_PUBLISHED, "published again");
    requireContent(storage, NAME, bytes(length));
  }

  private static void publishOverAnother(Storage storage, int length) throws IOException {
    publish(storage, staged(storage, id(), 100), "a");
    StagedId other = staged(storage, id(), length);
    try {
      publish(storage, other, "b");
    } catch (StorageException e) {
      require(!e.retriable(), "the refusal is retriable: " + e.getMessage());
      requireContent(storage, NAME, bytes(100));
      return;
    }
    throw new IllegalStateException("the other file was replaced");
  }

  private static StagedId id() {
    return new StagedId("orders", 0, 1, UUID.randomUUID());
  }

  private static StagedId staged(Storage storage, StagedId id, int length) throws IOException {
    StagedFile file = storage.stage(id);
    file.output().write(bytes(length));
    file.seal();
    return id;
  }

  private static PublishOutcome publish(Storage storage, StagedId id, String connector)
      throws StorageException {
    PublishOutcome outcome = storage.publish(id, NAME, identity(id, connector));
    while (outcome == PublishOutcome.UNFINISHED) {
      outcome = storage.publish(id, NAME, identity(id, connector));
    }
    return outcome;
  }

  private static FileIdentity identity(StagedId id, String connector) {
    return new FileIdentity(connector, "orders", 0, 10, 19, 10, id.uuid(), 1, 0);
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static void requireContent(Storage storage, String path, byte[] expected)
      throws IOException {
    byte[] found = storage.read(path, LARGE + 1).orElse(null);
    require(Arrays.equals(found, expected), path + " has other content");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
