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
package io.sluice.it.score;

import io.sluice.storage.CreateOutcome;
import io.sluice.storage.FileIdentity;
import io.sluice.storage.ForwardingStorage;
import io.sluice.storage.PublishOutcome;
import io.sluice.storage.StagedFile;
import io.sluice.storage.StagedId;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import java.util.List;
import java.util.Optional;

/** Counts the calls at the storage contract. Not for use by several threads. */
final class CountingStorage extends ForwardingStorage {
  private int calls;

  CountingStorage(Storage delegate) {
    super(delegate);
  }

  /** The calls since this was asked last. */
  int takeCalls() {
    int taken = calls;
    calls = 0;
    return taken;
  }

  @Override
  public StagedFile stage(StagedId id) throws StorageException {
    calls++;
    return super.stage(id);
  }

  @Override
  public List<StagedId> staged(String topic, int partition) throws StorageException {
    calls++;
    return super.staged(topic, partition);
  }

  @Override
  public PublishOutcome publish(StagedId id, String name, FileIdentity identity)
      throws StorageException {
    calls++;
    return super.publish(id, name, identity);
  }

  @Override
  public void discard(StagedId id) throws StorageException {
    calls++;
    super.discard(id);
  }

  @Override
  public CreateOutcome createIfAbsent(String path, byte[] content) throws StorageException {
    calls++;
    return super.createIfAbsent(path, content);
  }

  @Override
  public List<String> list(String directory, int limit) throws StorageException {
    calls++;
    return super.list(directory, limit);
  }

  @Override
  public List<String> directories(String directory) throws StorageException {
    calls++;
    return super.directories(directory);
  }

  @Override
  public Optional<byte[]> read(String path, int maxBytes) throws StorageException {
    calls++;
    return super.read(path, maxBytes);
  }

  @Override
  public void delete(String path) throws StorageException {
    calls++;
    super.delete(path);
  }
}
