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

import io.sluice.config.NullValues;
import java.nio.ByteBuffer;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The rules for null values, and for the size of values whose size is known before encoding: texts
 * and bytes.
 */
final class ConfiguredRecordRules implements RecordRules {

  private final NullValues nullValues;
  private final int maxBytes;

  ConfiguredRecordRules(NullValues nullValues, int maxBytes) {
    this.nullValues = nullValues;
    this.maxBytes = maxBytes;
  }

  @Override
  public boolean accepts(SinkRecord record) {
    Object value = record.value();
    if (value == null) {
      return acceptsNull(record);
    }
    if (value instanceof byte[] bytes) {
      checkSize(bytes.length);
    } else if (value instanceof String text) {
      checkSize(text);
    } else if (value instanceof ByteBuffer bytes) {
      checkSize(bytes.remaining());
    }
    return true;
  }

  private boolean acceptsNull(SinkRecord record) {
    return switch (nullValues) {
      case SKIP -> false;
      case WRITE -> true;
      case REPORT -> throw new DataException("The value is null, and null.values is report");
      case FAIL ->
          throw new ConnectException(
              "The record at offset "
                  + record.originalKafkaOffset()
                  + " of "
                  + record.originalTopic()
                  + "-"
                  + record.originalKafkaPartition()
                  + " has a null value, and null.values is fail; set it to skip, write or report"
                  + " to continue");
    };
  }

  private void checkSize(String text) {
    // A char takes at most three bytes of UTF-8, so most texts are accepted without a look at each
    // character.
    if (text.length() > maxBytes / 3) {
      checkSize(utf8Length(text));
    }
  }

  private void checkSize(long bytes) {
    if (bytes > maxBytes) {
      throw new DataException(
          "The value has "
              + bytes
              + " bytes, more than record.max.bytes ("
              + maxBytes
              + ") allows; raise it to accept the record");
    }
  }

  private static long utf8Length(String text) {
    long bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x800) {
        // Each half of a surrogate pair counts for two of the four bytes.
        bytes += Character.isSurrogate(c) ? 1 : 2;
      } else if (c >= 0x80) {
        bytes++;
      }
    }
    return bytes;
  }
}
