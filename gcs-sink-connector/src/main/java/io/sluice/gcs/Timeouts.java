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
 * How long the steps of a call may take, so that none outlives {@code storage.timeout.ms}. All in
 * milliseconds.
 *
 * @param connectMillis to connect
 * @param readMillis to wait for a part of an answer
 * @param retryMillis after which no further attempt is begun
 * @param callMillis after which a call is cut
 */
record Timeouts(int connectMillis, int readMillis, long retryMillis, long callMillis) {
  private static final long MAX_CONNECT_MILLIS = 10_000;
  private static final long MAX_READ_MILLIS = 20_000;

  /** The engine repeats longer, and tells users so; a probe says sooner what is wrong. */
  private static final long MAX_RETRY_MILLIS = 10_000;

  /** Shares out what the engine allows a call, at least 1. */
  static Timeouts within(long storageTimeoutMillis) {
    long quarter = Math.max(1, storageTimeoutMillis / 4);
    return new Timeouts(
        (int) Math.min(MAX_CONNECT_MILLIS, quarter),
        (int) Math.min(MAX_READ_MILLIS, quarter),
        Math.min(MAX_RETRY_MILLIS, 2 * quarter),
        Math.max(1, storageTimeoutMillis * 9 / 10));
  }
}
