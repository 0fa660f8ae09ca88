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

import io.sluice.storage.Fault.Action;
import io.sluice.storage.StorageCall.Operation;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Passes each call on, fails, delays or holds it, as a policy decides. */
public final class FaultInjectingStorage extends ForwardingStorage {
  private final FaultPolicy policy;

  public FaultInjectingStorage(Storage delegate, FaultPolicy policy) {
    super(delegate);
    this.policy = Objects.requireNonNull(policy, "policy");
  }

  @Override
  public StagedFile stage(StagedId id) throws StorageException {
    return call(Operation.STAGE, path(id), () -> new FaultyStagedFile(super.stage(id)));
  }

  @Override
  public List<StagedId> staged(String topic, int partition) throws StorageException {
    return call(Operation.STAGED, topic + "/" + partition, () -> super.staged(topic, partition));
  }

  @Override
  public PublishOutcome publish(StagedId id, String name, FileIdentity identity)
      throws StorageException {
    return call(Operation.PUBLISH, name, () -> super.publish(id, name, identity));
  }

  @Override
  public void discard(StagedId id) throws StorageException {
    run(Operation.DISCARD, path(id), () -> super.discard(id));
  }

  @Override
  public CreateOutcome createIfAbsent(String path, byte[] content) throws StorageException {
    return call(Operation.CREATE, path, () -> super.createIfAbsent(path, content));
  }

  @Override
  public List<String> list(String directory, int limit) throws StorageException {
    return call(Operation.LIST, directory, () -> super.list(directory, limit));
  }

  @Override
  public List<String> directories(String directory) throws StorageException {
    return call(Operation.LIST, directory, () -> super.directories(directory));
  }

  @Override
  public Optional<byte[]> read(String path, int maxBytes) throws StorageException {
    return call(Operation.READ, path, () -> super.read(path, maxBytes));
  }

  @Override
  public void delete(String path) throws StorageException {
    run(Operation.DELETE, path, () -> super.delete(path));
  }

  @Override
  public void probe(String outputDirectory, String ledgerDirectory) throws StorageException {
    run(Operation.PROBE, outputDirectory, () -> super.probe(outputDirectory, ledgerDirectory));
  }

  private static String path(StagedId id) {
    return id.topic() + "/" + id.partition() + "/" + id.fileName();
  }

  private <T> T call(Operation operation, String path, Action<T> action) throws StorageException {
    StorageCall call = new StorageCall(operation, path);
    return policy.decide(call).apply(call, action);
  }

  @FunctionalInterface
  private interface Step {
    void run() throws StorageException;
  }

  private void run(Operation operation, String path, Step step) throws StorageException {
    Action<Void> action =
        () -> {
          step.run();
          return null;
        };
    call(operation, path, action);
  }

  private final class FaultyStagedFile extends ForwardingStagedFile {
    private final OutputStream output;

    FaultyStagedFile(StagedFile delegate) {
      super(delegate);
      this.output = new StagedOutput(this::write);
    }

    private void write(byte[] bytes, int offset, int length) throws StorageException {
      FaultInjectingStorage.this.run(
          Operation.WRITE,
          path(id()),
          () -> {
            try {
              delegate().output().write(bytes, offset, length);
            } catch (StorageException e) {
              throw e;
            } catch (IOException e) {
              throw StorageException.retriable("write", e);
            }
          });
    }

    @Override
    public OutputStream output() {
      return output;
    }

    @Override
    public void seal() throws StorageException {
      FaultInjectingStorage.this.run(Operation.SEAL, path(id()), super::seal);
    }

    @Override
    public void abandon() {
      try {
        FaultInjectingStorage.this.run(Operation.ABANDON, path(id()), super::abandon);
      } catch (StorageException e) {
        // The contract's abandon never throws.
        return;
      }
    }
  }
}
