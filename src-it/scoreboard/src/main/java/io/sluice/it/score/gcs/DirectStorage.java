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

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.it.gcs.store.Bucket;
import io.sluice.it.gcs.store.Content;
import io.sluice.it.gcs.store.StoredObject;
import io.sluice.storage.CreateOutcome;
import io.sluice.storage.ForwardingStorage;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Creates and reads the objects of a bucket without requests, to build long ledgers quickly.
 * Deletions are refused. For one thread.
 */
public final class DirectStorage extends ForwardingStorage {
  private final Bucket bucket;

  /**
   * @param storage gets all calls that are not about ledger entries
   */
  public DirectStorage(Bucket bucket, Storage storage) {
    super(storage);
    this.bucket = bucket;
  }

  @Override
  public CreateOutcome createIfAbsent(String path, byte[] content) throws StorageException {
    if (bucket.find(path).isPresent()) {
      return CreateOutcome.EXISTS;
    }
    try {
      StoredObject object =
          StoredObject.of(
              path, Content.of(content), JsonNodeFactory.instance.objectNode(), Optional.empty());
      bucket.put(object, current -> {});
    } catch (IOException e) {
      throw StorageException.fatal("create " + path, e);
    }
    return CreateOutcome.CREATED;
  }

  @Override
  public List<String> list(String directory, int limit) {
    String prefix = directory + "/";
    List<String> names = new ArrayList<>();
    for (StoredObject object : bucket.from(prefix)) {
      if (names.size() == limit || !object.name().startsWith(prefix)) {
        break;
      }
      String name = object.name().substring(prefix.length());
      if (!name.contains("/")) {
        names.add(name);
      }
    }
    return names;
  }

  @Override
  public Optional<byte[]> read(String path, int maxBytes) throws StorageException {
    Optional<StoredObject> object = bucket.find(path);
    if (object.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream content = object.get().content().open()) {
      return Optional.of(content.readAllBytes());
    } catch (IOException e) {
      throw StorageException.fatal("read " + path, e);
    }
  }

  @Override
  public void delete(String path) throws StorageException {
    throw StorageException.fatal("delete " + path + ": not permitted", null);
  }
}
