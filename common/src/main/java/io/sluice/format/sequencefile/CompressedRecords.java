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
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Compresses the value of each record separately. */
final class CompressedRecords implements SequenceChunks {
  private static final byte[] NOTHING = new byte[0];

  private final RecordFrames frames;
  private final PieceCodec codec;

  CompressedRecords(RecordFrames frames, PieceCodec codec) {
    this.frames = frames;
    this.codec = codec;
  }

  @Override
  public void begin(OutputStream output) throws IOException {
    output.write(frames.header().bytes());
  }

  @Override
  public void write(byte[] records, int offset, int length, OutputStream output)
      throws IOException {
    ByteBuffer source = ByteBuffer.wrap(records, offset, length);
    RecordBuffer compressed = new RecordBuffer(Integer.MAX_VALUE);
    RecordBuffer framed = new RecordBuffer(Integer.MAX_VALUE);
    while (source.hasRemaining()) {
      long key = source.getLong();
      int valueLength = source.getInt();
      codec.compress(records, source.position(), valueLength, compressed);
      source.position(source.position() + valueLength);
      compressed.completeRecord(NOTHING);
      compressed.drainTo((bytes, start, count) -> frames.append(key, bytes, start, count, framed));
      framed.completeRecord(NOTHING);
    }
    framed.drainTo(output::write);
  }
}
