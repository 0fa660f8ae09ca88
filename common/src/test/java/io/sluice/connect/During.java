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
package io.sluice.connect;

import io.sluice.storage.Fault;
import io.sluice.storage.StorageCall;
import io.sluice.storage.StorageException;

/**
 * A fault during which a test does something, as if while the call is in progress.
 *
 * @param answered whether the call is then applied; otherwise it fails
 */
record During(Runnable meanwhile, boolean answered) implements Fault {
  @Override
  public <T> T apply(StorageCall call, Action<T> action) throws StorageException {
    meanwhile.run();
    if (!answered) {
      throw StorageException.retriable(call + " was interrupted", null);
    }
    return action.run();
  }
}
