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
package io.sluice.it.gcs.fault;

import io.sluice.it.gcs.call.Call;
import io.sluice.it.gcs.fault.Faults.Action;
import io.sluice.it.gcs.http.ConnectionDropped;
import io.sluice.it.gcs.http.Response;
import io.sluice.it.gcs.store.Content;
import io.sluice.it.gcs.store.ContentFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Defers calls, like a request that stays in the network after its client has abandoned it. */
final class LateEffect implements Effect {
  private final ContentFiles files;
  private final List<Late> waiting = new ArrayList<>();

  /** A call that was read and not carried out. */
  private record Late(Call call, Content media, Action action) {}

  LateEffect(ContentFiles files) {
    this.files = files;
  }

  @Override
  public Response apply(Call call, Action action) throws IOException {
    Content media = files.store(call.media());
    synchronized (waiting) {
      waiting.add(new Late(call, media, action));
    }
    throw new ConnectionDropped();
  }

  @Override
  public List<Integer> release() throws IOException {
    List<Late> calls;
    synchronized (waiting) {
      calls = List.copyOf(waiting);
      waiting.clear();
    }
    List<Integer> statuses = new ArrayList<>();
    for (Late late : calls) {
      try (InputStream media = late.media().open()) {
        statuses.add(late.action().carryOut(late.call().withMedia(media)).status());
      }
      late.media().delete();
    }
    return statuses;
  }
}
