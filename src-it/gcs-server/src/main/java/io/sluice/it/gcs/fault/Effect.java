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
import io.sluice.it.gcs.http.Response;
import java.io.IOException;
import java.util.List;

/** What happens to a call that meets a fault. */
interface Effect {

  /**
   * @throws io.sluice.it.gcs.http.ConnectionDropped when the client gets no answer
   */
  Response apply(Call call, Action action) throws IOException;

  /**
   * Releases the held calls.
   *
   * @return status codes of the calls that are executed by the release
   */
  default List<Integer> release() throws IOException {
    return List.of();
  }
}
