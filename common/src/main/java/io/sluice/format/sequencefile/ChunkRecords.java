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

import io.sluice.format.encode.RecordBuffer;
import io.sluice.format.encode.RecordSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Writes records in the form that {@link SequenceChunks} reads: key, length of the value, value.
 */
final class ChunkRecords implements RecordSerializer {
  static final int HEAD_BYTES = Keys.BYTES + Integer.BYTES;

  private final WritableValues values;
  private final RecordBuffer.Target target = this::append;
  private RecordBuffer buffer;
  private long key;

  ChunkRecords(WritableValues values) {
    this.values = values;
  }

  @Override
  public void serialize(SinkRecord record, RecordBuffer output) {
    buffer = output;
    key = Keys.of(record);
    try {
      values.write(record, target);
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    }
  }

  private void append(byte[] value, int offset, int length) {
    buffer.room(HEAD_BYTES).putLong(key).putInt(length);
    buffer.filled();
    buffer.write(value, offset, length);
  }
}
