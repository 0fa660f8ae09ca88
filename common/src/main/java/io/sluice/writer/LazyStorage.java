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
package io.sluice.writer;

import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;

/** A task's connection to the store, made by the first call that needs it. */
public final class LazyStorage {
  private final Connector connector;
  private volatile Storage storage;
  private boolean closed;

  public LazyStorage(Connector connector) {
    this.connector = connector;
  }

  /** Connects to the store; blocks as long as that takes. */
  @FunctionalInterface
  public interface Connector {
    Storage connect() throws StorageException;
  }

  /** Blocks as long as connecting takes; on pool threads only. */
  synchronized Storage open() throws StorageException {
    if (closed) {
      throw StorageException.fatal("the task is stopping", null);
    }
    if (storage == null) {
      storage = connector.connect();
    }
    return storage;
  }

  /** Bytes staged above the store's budget; 0 before the first connection. Never blocks. */
  long stagingExcess() {
    Storage connected = storage;
    return connected == null ? 0 : connected.stagingExcess();
  }

  /** Closes the connection, if there is one. */
  public synchronized void close() {
    closed = true;
    if (storage != null) {
      storage.close();
    }
  }
}
