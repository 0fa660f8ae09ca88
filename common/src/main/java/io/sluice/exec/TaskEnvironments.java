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

import java.security.SecureRandom;
import java.time.Clock;

/** Creates the environment of tasks in production. */
public final class TaskEnvironments {
  private TaskEnvironments() {}

  /**
   * Real time, real threads, and a secure source of randomness, so that ids never repeat across
   * processes. Each task needs its own.
   */
  public static TaskEnvironment system() {
    return new TaskEnvironment(
        new TaskTime(Clock.systemUTC(), Ticker.system()),
        new SecureRandom(),
        ThreadPool::new,
        new ParkingWaiter());
  }
}
