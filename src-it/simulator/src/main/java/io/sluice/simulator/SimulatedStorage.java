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

import io.sluice.storage.CreateOutcome;
import io.sluice.storage.FileIdentity;
import io.sluice.storage.PublishOutcome;
import io.sluice.storage.StagedFile;
import io.sluice.storage.StagedId;
import io.sluice.storage.StagedOutput;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * One process's view of the store. Every call passes through {@link Calls}, which decides whether
 * it fails, stalls, kills the process, or takes effect later.
 */
final class SimulatedStorage implements Storage {

  /** A call's effect on the store. */
  @FunctionalInterface
  interface Action<T> {
    T apply() throws StorageException;
  }

  /** Lets a call happen, or something else. */
  @FunctionalInterface
  interface Calls {
    <T> T invoke(StorageCall call, boolean mutates, String subject, Action<T> action)
        throws StorageException;
  }

  /** Makes files visible, as the store's kind does it. */
  interface Placing {
    PublishOutcome publish(StagedId id, String name, FileIdentity identity) throws StorageException;

    CreateOutcome create(String path, byte[] content) throws StorageException;
  }

  private final DurableState durable;
  private final boolean stagingSurvives;
  private final Calls calls;
  private final Placing placing;
  private final Map<StagedId, DurableState.Staged> staging;

  /**
   * @param stagingSurvives whether it is a file system that is shared; otherwise staged files are
   *     the process's own
   * @param random makes the names of temporary files
   */
  SimulatedStorage(
      DurableState durable, boolean stagingSurvives, Calls calls, RandomGenerator random) {
    this.durable = durable;
    this.stagingSurvives = stagingSurvives;
    this.calls = calls;
    this.staging = stagingSurvives ? durable.staging() : new HashMap<>();
    this.placing =
        stagingSurvives
            ? new RenameModel(durable, calls, () -> new UUID(random.nextLong(), random.nextLong()))
            : new UploadModel(durable, staging, calls);
  }

  @Override
  public boolean stagingSurvives() {
    return stagingSurvives;
  }

  @Override
  public StagedFile stage(StagedId id) throws StorageException {
    DurableState.Staged file = new DurableState.Staged();
    calls.invoke(StorageCall.STAGE, true, id.fileName(), () -> staging.put(id, file));
    return new OpenStagedFile(id, file);
  }

  @Override
  public List<StagedId> staged(String topic, int partition) throws StorageException {
    return calls.invoke(
        StorageCall.STAGED,
        false,
        topic + "-" + partition,
        () -> {
          List<StagedId> ids = new ArrayList<>();
          for (StagedId id : staging.keySet()) {
            if (id.partition() == partition && id.topic().equals(topic)) {
              ids.add(id);
            }
          }
          return ids;
        });
  }

  @Override
  public long stagingExcess() {
    return 0;
  }

  @Override
  public PublishOutcome publish(StagedId id, String name, FileIdentity identity)
      throws StorageException {
    return placing.publish(id, name, identity);
  }

  @Override
  public void discard(StagedId id) throws StorageException {
    calls.invoke(StorageCall.DISCARD, true, id.fileName(), () -> staging.remove(id));
  }

  @Override
  public CreateOutcome createIfAbsent(String path, byte[] content) throws StorageException {
    return placing.create(path, content.clone());
  }

  @Override
  public List<String> list(String directory, int limit) throws StorageException {
    return calls.invoke(StorageCall.LIST, false, directory, () -> durable.list(directory, limit));
  }

  @Override
  public List<String> directories(String directory) throws StorageException {
    return calls.invoke(StorageCall.LIST, false, directory, () -> durable.directories(directory));
  }

  @Override
  public Optional<byte[]> read(String path, int maxBytes) throws StorageException {
    return calls.invoke(StorageCall.READ, false, path, () -> durable.read(path));
  }

  @Override
  public void delete(String path) throws StorageException {
    calls.<Void>invoke(
        StorageCall.DELETE,
        true,
        path,
        () -> {
          durable.delete(path);
          return null;
        });
  }

  @Override
  public void probe(String outputDirectory, String ledgerDirectory) throws StorageException {
    calls.<Void>invoke(StorageCall.PROBE, false, outputDirectory, () -> null);
  }

  @Override
  public void close() {}

  private final class OpenStagedFile implements StagedFile {
    private final StagedId id;
    private final DurableState.Staged file;
    private final OutputStream output = new StagedOutput(this::write);

    OpenStagedFile(StagedId id, DurableState.Staged file) {
      this.id = id;
      this.file = file;
    }

    @Override
    public StagedId id() {
      return id;
    }

    @Override
    public OutputStream output() {
      return output;
    }

    @Override
    public boolean writesThrough() {
      return !stagingSurvives;
    }

    @Override
    public long heldBytes() {
      return 0;
    }

    @Override
    public void seal() throws StorageException {
      calls.<Void>invoke(
          StorageCall.SEAL,
          true,
          id.fileName(),
          () -> {
            if (staging.get(id) != file) {
              throw StorageException.retriable("close of " + id.fileName() + ": no lease", null);
            }
            file.seal();
            return null;
          });
    }

    @Override
    public void abandon() {
      try {
        calls.<Void>invoke(
            StorageCall.ABANDON,
            true,
            id.fileName(),
            () -> {
              if (!stagingSurvives) {
                staging.remove(id, file);
              }
              return null;
            });
      } catch (StorageException e) {
        // The contract forbids to throw; files that could not be removed remain.
        return;
      }
    }

    private void write(byte[] bytes, int offset, int length) throws StorageException {
      // in two parts, so that the second one alone can fail
      int half = length / 2;
      append(Arrays.copyOfRange(bytes, offset, offset + half));
      append(Arrays.copyOfRange(bytes, offset + half, offset + length));
    }

    private void append(byte[] part) throws StorageException {
      if (part.length == 0) {
        return;
      }
      calls.<Void>invoke(
          StorageCall.WRITE,
          true,
          id.fileName(),
          () -> {
            file.write(part, 0, part.length);
            return null;
          });
    }
  }
}
