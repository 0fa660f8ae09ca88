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
package io.sluice.record;

import io.sluice.config.RecordConfig;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Rules that accept, skip or reject a record before its path is evaluated. Safe for any thread. */
public interface RecordRules {

  /** Creates the rules of the settings. */
  static RecordRules from(RecordConfig config) {
    return new ConfiguredRecordRules(config.nullValues(), config.maxBytes());
  }

  /**
   * Whether the record is to be written; otherwise it is skipped.
   *
   * @throws DataException if the record is to be reported, with the reason
   * @throws org.apache.kafka.connect.errors.ConnectException other than {@link DataException} if
   *     the task must fail ({@code null.values=fail})
   */
  boolean accepts(SinkRecord record);
}
