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

/** Runs queued work on a bounded number of threads. */
public interface WorkPool {

  /** Queues the work; never blocks, never runs it on the calling thread. */
  void execute(Runnable work);

  /**
   * Sets how many threads are added to replace those that are blocked or abandoned in storage
   * calls.
   *
   * @param count at least 0
   */
  void extraThreads(int count);

  /**
   * Accepts no more work. The queued work still runs, then {@code last}. Does not wait. Blocked
   * work delays {@code last} for a limited time only.
   */
  void shutdown(Runnable last);
}
