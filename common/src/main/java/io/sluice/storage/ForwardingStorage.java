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

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Forwards every call to another storage, including {@link #close}; a base for decorators. */
public class ForwardingStorage implements Storage {
  private final Storage delegate;

  public ForwardingStorage(Storage delegate) {
    this.delegate = Objects.requireNonNull(delegate, "delegate");
  }

  protected final Storage delegate() {
    return delegate;
  }

  @Override
  public boolean stagingSurvives() {
    return delegate.stagingSurvives();
  }

  @Override
  public StagedFile stage(StagedId id) throws StorageException {
    return delegate.stage(id);
  }

  @Override
  public List<StagedId> staged(String topic, int partition) throws StorageException {
    return delegate.staged(topic, partition);
  }

  @Override
  public long stagingExcess() {
    return delegate.stagingExcess();
  }

  @Override
  public PublishOutcome publish(StagedId id, String name, FileIdentity identity)
      throws StorageException {
    return delegate.publish(id, name, identity);
  }

  @Override
  public void discard(StagedId id) throws StorageException {
    delegate.discard(id);
  }

  @Override
  public CreateOutcome createIfAbsent(String path, byte[] content) throws StorageException {
    return delegate.createIfAbsent(path, content);
  }

  @Override
  public List<String> list(String directory, int limit) throws StorageException {
    return delegate.list(directory, limit);
  }

  @Override
  public List<String> directories(String directory) throws StorageException {
    return delegate.directories(directory);
  }

  @Override
  public Optional<byte[]> read(String path, int maxBytes) throws StorageException {
    return delegate.read(path, maxBytes);
  }

  @Override
  public void delete(String path) throws StorageException {
    delegate.delete(path);
  }

  @Override
  public void probe(String outputDirectory, String ledgerDirectory) throws StorageException {
    delegate.probe(outputDirectory, ledgerDirectory);
  }

  @Override
  public void close() {
    delegate.close();
  }
}
