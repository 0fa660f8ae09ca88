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

/**
 * Blocks of records, one for each chunk. A block has a marker, the number of records and four
 * pieces: the lengths of its keys, the keys, the lengths of its values, and the values.
 */
final class CompressedBlocks implements SequenceChunks {
  private static final byte[] NOTHING = new byte[0];

  private final SequenceHeader header;
  private final PieceCodec codec;

  CompressedBlocks(SequenceHeader header, PieceCodec codec) {
    this.header = header;
    this.codec = codec;
  }

  @Override
  public void begin(OutputStream output) throws IOException {
    output.write(header.bytes());
  }

  @Override
  public void write(byte[] records, int offset, int length, OutputStream output)
      throws IOException {
    int count = count(records, offset, length);
    ByteBuffer source = ByteBuffer.wrap(records, offset, length);
    ByteBuffer keyLengths = ByteBuffer.allocate(count);
    ByteBuffer keys = ByteBuffer.allocate(count * Keys.BYTES);
    ByteBuffer valueLengths = ByteBuffer.allocate(count * VarInts.MAX_BYTES);
    ByteBuffer values = ByteBuffer.allocate(length - count * ChunkRecords.HEAD_BYTES);
    while (source.hasRemaining()) {
      VarInts.put(keyLengths, Keys.BYTES);
      keys.putLong(source.getLong());
      int valueLength = source.getInt();
      VarInts.put(valueLengths, valueLength);
      values.put(values.position(), source, source.position(), valueLength);
      values.position(values.position() + valueLength);
      source.position(source.position() + valueLength);
    }
    ByteBuffer head = ByteBuffer.allocate(SequenceHeader.ESCAPED_MARKER_BYTES + VarInts.MAX_BYTES);
    write(VarInts.put(header.putMarker(head), count), output);
    RecordBuffer compressed = new RecordBuffer(Integer.MAX_VALUE);
    writePiece(keyLengths, compressed, output);
    writePiece(keys, compressed, output);
    writePiece(valueLengths, compressed, output);
    writePiece(values, compressed, output);
  }

  private static int count(byte[] records, int offset, int length) {
    ByteBuffer source = ByteBuffer.wrap(records, offset, length);
    int count = 0;
    for (; source.hasRemaining(); count++) {
      int valueLength = source.position(source.position() + Keys.BYTES).getInt();
      source.position(source.position() + valueLength);
    }
    return count;
  }

  private void writePiece(ByteBuffer piece, RecordBuffer compressed, OutputStream output)
      throws IOException {
    codec.compress(piece.array(), 0, piece.position(), compressed);
    compressed.completeRecord(NOTHING);
    write(VarInts.put(ByteBuffer.allocate(VarInts.MAX_BYTES), compressed.size()), output);
    compressed.drainTo(output::write);
  }

  private static void write(ByteBuffer written, OutputStream output) throws IOException {
    output.write(written.array(), 0, written.position());
  }
}
