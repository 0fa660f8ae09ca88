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

import io.sluice.config.SequenceFileValues;
import io.sluice.format.bytes.BytesSerializer;
import io.sluice.format.encode.RecordBuffer;
import io.sluice.format.encode.RecordSerializer;
import io.sluice.format.text.TextSerializer;
import java.io.IOException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Writes values in the form of Hadoop's classes, after their length. The length is known only when
 * the whole value is encoded, so values pass through a buffer that all files of a thread share.
 */
final class WritableValues {
  private static final byte[] NOTHING = new byte[0];
  private static final String SETTING = "format=sequencefile with sequencefile.values=";

  private final SequenceFileValues values;
  private final RecordSerializer serializer;
  private final int recordMaxBytes;
  private RecordBuffer plain;
  private RecordBuffer writable;

  /**
   * @param recordMaxBytes limit on the length of a value
   */
  WritableValues(SequenceFileValues values, int recordMaxBytes) {
    this.values = values;
    this.serializer =
        switch (values) {
          case WRITABLE -> new BytesSerializer(SETTING + "writable");
          case TEXT -> new TextSerializer(SETTING + "text");
        };
    this.recordMaxBytes = recordMaxBytes;
    reset();
  }

  /** The name of Hadoop's class without its package. */
  String className() {
    return switch (values) {
      case WRITABLE -> "BytesWritable";
      case TEXT -> "Text";
    };
  }

  /**
   * Writes a record's value to the target in one call.
   *
   * @throws org.apache.kafka.connect.errors.DataException if the value cannot be written
   */
  void write(SinkRecord record, RecordBuffer.Target target) throws IOException {
    boolean done = false;
    try {
      serializer.serialize(record, plain);
      plain.completeRecord(NOTHING);
      int length = plain.size();
      switch (values) {
        case WRITABLE -> writable.room(Integer.BYTES).putInt(length);
        case TEXT -> VarInts.put(writable.room(VarInts.MAX_BYTES), length);
      }
      writable.filled();
      plain.drainTo(writable::write);
      writable.completeRecord(NOTHING);
      writable.drainTo(target);
      done = true;
    } finally {
      if (!done) {
        // The buffers may contain a part of the rejected record.
        reset();
      }
    }
  }

  private void reset() {
    plain = new RecordBuffer(recordMaxBytes);
    writable = new RecordBuffer(Integer.MAX_VALUE);
  }
}
