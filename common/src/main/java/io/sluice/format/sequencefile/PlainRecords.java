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

/** Writes the records of one file without compression. */
public final class PlainRecords implements RecordSerializer {
  private final RecordFrames frames;
  private final WritableValues values;
  private final RecordBuffer.Target target = this::append;
  private RecordBuffer buffer;
  private long key;

  PlainRecords(RecordFrames frames, WritableValues values) {
    this.frames = frames;
    this.values = values;
  }

  /** The bytes before the first record. */
  public byte[] header() {
    return frames.header().bytes().clone();
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
    frames.append(key, value, offset, length, buffer);
  }
}
