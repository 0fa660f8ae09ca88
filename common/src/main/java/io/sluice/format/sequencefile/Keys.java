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
package io.sluice.format.sequencefile;

import org.apache.kafka.connect.sink.SinkRecord;

/** The keys of records, of Hadoop's class LongWritable. */
final class Keys {
  static final int BYTES = Long.BYTES;

  private Keys() {}

  /** The record's timestamp, or 0 if it has none. */
  static long of(SinkRecord record) {
    Long timestamp = record.timestamp();
    return timestamp == null ? 0 : timestamp;
  }
}
