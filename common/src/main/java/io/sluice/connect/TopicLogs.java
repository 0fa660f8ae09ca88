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

import io.sluice.writer.WriterSettings;

/** What a task asks Kafka about its topics. Safe for any thread. */
public interface TopicLogs extends WriterSettings.LogQuery, AutoCloseable {

  /** Ends questions that are in progress with an exception; never waits for Kafka. */
  @Override
  void close();
}
