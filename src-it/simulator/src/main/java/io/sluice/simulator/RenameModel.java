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

import io.sluice.simulator.SimulatedStorage.Calls;
import io.sluice.storage.CreateOutcome;
import io.sluice.storage.FileIdentity;
import io.sluice.storage.PublishOutcome;
import io.sluice.storage.StagedId;
import io.sluice.storage.StorageException;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Creates and publishes in the steps that a file system without conditional creation needs: what is
 * to be created is written to a temporary file in staging, and a rename that never overwrites makes
 * it visible. A rename that is refused does not say why, so that both ends are looked at.
 */
final class RenameModel implements SimulatedStorage.Placing {

  private enum Move {
    /** This call renamed the file. */
    DONE,
    /** The source is missing and the target exists. */
    DONE_BEFORE,
    /** Both are there. */
    TAKEN,
    /** Neither is there. */
    MISSING
  }

  private final DurableState durable;
  private final Calls calls;
  private final Supplier<UUID> uuids;

  RenameModel(DurableState durable, Calls calls, Supplier<UUID> uuids) {
    this.durable = durable;
    this.calls = calls;
    this.uuids = uuids;
  }

  @Override
  public PublishOutcome publish(StagedId id, String name, FileIdentity identity)
      throws StorageException {
    return switch (move(StorageCall.PUBLISH, id, name, identity)) {
      case DONE -> PublishOutcome.PUBLISHED;
      case DONE_BEFORE -> PublishOutcome.ALREADY_PUBLISHED;
      case MISSING -> PublishOutcome.MISSING;
      case TAKEN ->
          throw StorageException.fatal("publish " + name + ": a foreign file has this name", null);
    };
  }

  @Override
  public CreateOutcome create(String path, byte[] content) throws StorageException {
    StagedId temporary = temporary(path);
    DurableState.Staged file = new DurableState.Staged();
    calls.invoke(StorageCall.TEMPORARY, true, path, () -> durable.staging().put(temporary, file));
    int half = content.length / 2;
    write(path, file, content, 0, half);
    write(path, file, content, half, content.length - half);
    return switch (move(StorageCall.CREATE, temporary, path, null)) {
      case DONE -> CreateOutcome.CREATED;
      case DONE_BEFORE -> CreateOutcome.EXISTS;
      case TAKEN -> {
        deleteTemporary(temporary);
        yield CreateOutcome.EXISTS;
      }
      case MISSING ->
          throw StorageException.retriable("create " + path + ": the temporary file is gone", null);
    };
  }

  /** The temporary file of an entry is in its partition's staging directory, below every epoch. */
  private StagedId temporary(String path) {
    String directory = DurableState.parent(path);
    return new StagedId(
        DurableState.lastComponent(DurableState.parent(directory)),
        Integer.parseInt(DurableState.lastComponent(directory)),
        0,
        uuids.get());
  }

  private void write(String path, DurableState.Staged file, byte[] content, int from, int length)
      throws StorageException {
    calls.<Void>invoke(
        StorageCall.WRITE_ENTRY,
        true,
        path,
        () -> {
          file.write(content, from, length);
          return null;
        });
  }

  private void deleteTemporary(StagedId temporary) {
    try {
      calls.invoke(
          StorageCall.DELETE_TEMPORARY,
          true,
          temporary.fileName(),
          () -> durable.staging().remove(temporary));
    } catch (IOException | RuntimeException e) {
      // A sweep removes it.
      return;
    }
  }

  private Move move(StorageCall call, StagedId source, String target, FileIdentity identity)
      throws StorageException {
    if (rename(call, source, target, identity)) {
      return Move.DONE;
    }
    Optional<Move> found = look(source, target);
    if (found.isPresent()) {
      return found.get();
    }
    calls.<Void>invoke(
        StorageCall.MAKE_DIRECTORY,
        true,
        target,
        () -> {
          durable.makeDirectory(DurableState.parent(target));
          return null;
        });
    if (rename(StorageCall.RENAME_AGAIN, source, target, identity)) {
      return Move.DONE;
    }
    return look(source, target)
        .orElseThrow(() -> StorageException.retriable("rename to " + target + " refused", null));
  }

  private boolean rename(StorageCall call, StagedId source, String target, FileIdentity identity)
      throws StorageException {
    return calls.invoke(
        call,
        true,
        source.fileName() + " as " + target,
        () -> durable.rename(source, target, identity));
  }

  private Optional<Move> look(StagedId source, String target) throws StorageException {
    boolean targetExists = exists(target);
    boolean sourceExists =
        calls.invoke(
            StorageCall.LOOK,
            false,
            source.fileName(),
            () -> durable.staging().containsKey(source));
    if (targetExists) {
      return Optional.of(sourceExists ? Move.TAKEN : Move.DONE_BEFORE);
    }
    if (sourceExists) {
      return Optional.empty();
    }
    // It may have been renamed between the two looks.
    return Optional.of(exists(target) ? Move.DONE_BEFORE : Move.MISSING);
  }

  private boolean exists(String target) throws StorageException {
    return calls.invoke(StorageCall.LOOK, false, target, () -> durable.read(target).isPresent());
  }
}
