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
package io.sluice.transform;

import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;

/** Records as a sink's transformations get them. */
final class Records {
  static final long TIMESTAMP = 1_700_000_000_000L;

  private Records() {}

  static SinkRecord text(String value) {
    return with(Schema.OPTIONAL_STRING_SCHEMA, value);
  }

  static SinkRecord with(Schema schema, Object value) {
    ConnectHeaders headers = new ConnectHeaders();
    headers.addString("kept", "yes");
    return new SinkRecord(
        "t",
        3,
        Schema.STRING_SCHEMA,
        "key",
        schema,
        value,
        42,
        TIMESTAMP,
        TimestampType.CREATE_TIME,
        headers);
  }
}
