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
package io.sluice.gcs;

/**
 * Time limits for the steps of a call, so that none exceeds {@code storage.timeout.ms}. In
 * milliseconds.
 *
 * @param connectMillis limit for connecting
 * @param readMillis limit for each part of a response
 * @param retryMillis time after which no further attempt starts
 * @param callMillis time after which a call is cut
 */
record Timeouts(int connectMillis, int readMillis, long retryMillis, long callMillis) {
  private static final long MAX_CONNECT_MILLIS = 10_000;
  private static final long MAX_READ_MILLIS = 20_000;

  /** Short, because the engine retries for longer and reports it, and a probe should fail soon. */
  private static final long MAX_RETRY_MILLIS = 10_000;

  /** Time after which a call that has sent a part of a file sends no further chunk. */
  long sliceMillis() {
    return callMillis / 2;
  }

  /** Time after which a chunk is ended, so that there is time to ask how much has arrived. */
  long chunkMillis() {
    return callMillis * 2 / 3;
  }

  /** Divides the engine's limit for a call, at least 1. */
  static Timeouts within(long storageTimeoutMillis) {
    long quarter = Math.max(1, storageTimeoutMillis / 4);
    return new Timeouts(
        (int) Math.min(MAX_CONNECT_MILLIS, quarter),
        (int) Math.min(MAX_READ_MILLIS, quarter),
        Math.min(MAX_RETRY_MILLIS, 2 * quarter),
        Math.max(1, storageTimeoutMillis * 9 / 10));
  }
}
