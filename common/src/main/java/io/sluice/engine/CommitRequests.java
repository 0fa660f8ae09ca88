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
package io.sluice.engine;

import io.sluice.exec.Ticker;
import java.util.Collection;
import org.apache.kafka.connect.sink.SinkTaskContext;

/** Requests commits from the worker soon after base moved. Confined to the task thread. */
final class CommitRequests {
  private static final long SOON_MILLIS = 1000;

  /**
   * Writers receive consumer positions only in commits, so one is requested at least this often.
   */
  private static final long POSITION_MILLIS = 10_000;

  private final SinkTaskContext context;
  private final Ticker ticker;
  private long requestedAt;

  CommitRequests(SinkTaskContext context, Ticker ticker) {
    this.context = context;
    this.ticker = ticker;
  }

  /** Requests a commit if one is due, at most once a second. */
  void request(Collection<Assignment> assignments) {
    long sinceLast = ticker.millis() - requestedAt;
    if (sinceLast < SOON_MILLIS) {
      return;
    }
    if (sinceLast >= POSITION_MILLIS || assignments.stream().anyMatch(Assignment::unreported)) {
      requestedAt = ticker.millis();
      context.requestCommit();
    }
  }
}
