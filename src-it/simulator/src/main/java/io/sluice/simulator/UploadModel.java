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
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Creates and publishes with one upload each, on the condition that nothing has the name. One in
 * four files takes two calls to upload.
 */
final class UploadModel implements SimulatedStorage.Placing {
  private final DurableState durable;
  private final Map<StagedId, DurableState.Staged> spool;
  private final Calls calls;

  /** Files whose first part was uploaded. */
  private final Set<StagedId> begun = new HashSet<>();

  UploadModel(DurableState durable, Map<StagedId, DurableState.Staged> spool, Calls calls) {
    this.durable = durable;
    this.spool = spool;
    this.calls = calls;
  }

  @Override
  public PublishOutcome publish(StagedId id, String name, FileIdentity identity)
      throws StorageException {
    return calls.invoke(
        StorageCall.PUBLISH,
        true,
        id.fileName() + " as " + name,
        () -> {
          DurableState.Staged source = spool.get(id);
          byte[] content = source != null && source.sealed() ? source.content() : null;
          if (content != null && id.uuid().getLeastSignificantBits() % 4 == 0 && begun.add(id)) {
            return PublishOutcome.UNFINISHED;
          }
          PublishOutcome outcome = durable.upload(content, name, identity);
          spool.remove(id);
          return outcome;
        });
  }

  @Override
  public CreateOutcome create(String path, byte[] content) throws StorageException {
    return calls.invoke(
        StorageCall.CREATE,
        true,
        path,
        () -> durable.create(path, content) ? CreateOutcome.CREATED : CreateOutcome.EXISTS);
  }
}
