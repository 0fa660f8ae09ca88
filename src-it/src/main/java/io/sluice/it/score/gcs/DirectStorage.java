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
import io.sluice.storage.MemoryStorage;
import io.sluice.storage.StorageException;
import java.io.IOException;
import java.util.Optional;

/**
 * Makes up long histories: what is created here stands in a bucket too, without a request for each.
 * Nothing can be deleted.
 */
public final class DirectStorage extends ForwardingStorage {
  private final Bucket bucket;

  public DirectStorage(Bucket bucket) {
    super(new MemoryStorage(false));
    this.bucket = bucket;
  }

  @Override
  public CreateOutcome createIfAbsent(String path, byte[] content) throws StorageException {
    CreateOutcome outcome = super.createIfAbsent(path, content);
    if (outcome == CreateOutcome.CREATED) {
      put(path, content);
    }
    return outcome;
  }

  private void put(String path, byte[] content) throws StorageException {
    try {
      StoredObject object =
          StoredObject.of(
              path, Content.of(content), JsonNodeFactory.instance.objectNode(), Optional.empty());
      bucket.put(object, current -> {});
    } catch (IOException e) {
      throw StorageException.fatal("create " + path, e);
    }
  }

  @Override
  public void delete(String path) throws StorageException {
    throw StorageException.fatal("delete " + path + ": not permitted", null);
  }
}
