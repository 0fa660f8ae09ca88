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
package io.sluice.exec;

import java.util.concurrent.TimeUnit;

/**
 * A monotonic clock for durations; steps of the wall clock do not affect it. Safe for any thread.
 *
 * <p>Readings are comparable with readings of the same ticker only.
 */
@FunctionalInterface
public interface Ticker {

  /** Milliseconds since an arbitrary moment; never decreases. */
  long millis();

  /** Creates a ticker that begins at 0 now. */
  static Ticker system() {
    long start = System.nanoTime();
    return () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }
}
