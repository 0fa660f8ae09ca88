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
package io.sluice.format;

import java.io.IOException;
import java.io.OutputStream;
import net.jpountz.lz4.LZ4Compressor;

/**
 * Blocks of Hadoop's Lz4Codec: the length of the plain block, the length of the compressed block,
 * and its bytes. An empty stream has no block. For one thread.
 */
final class Lz4BlockStream extends OutputStream {
  // LZ4 finds no matches beyond this distance, and Hadoop reads blocks of up to 256 KiB.
  private static final int BLOCK_BYTES = 64 * 1024;
  private static final int LENGTHS_BYTES = 2 * Integer.BYTES;

  private final OutputStream output;
  private final LZ4Compressor compressor;
  private final byte[] plain = new byte[BLOCK_BYTES];
  private final byte[] block;
  private int size;

  /**
   * @param output receives each block in one write; never closed
   */
  Lz4BlockStream(OutputStream output, LZ4Compressor compressor) {
    this.output = output;
    this.compressor = compressor;
    this.block = new byte[LENGTHS_BYTES + compressor.maxCompressedLength(BLOCK_BYTES)];
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int start = offset;
    int end = offset + length;
    while (start < end) {
      int part = Math.min(end - start, BLOCK_BYTES - size);
      System.arraycopy(bytes, start, plain, size, part);
      size += part;
      start += part;
      if (size == BLOCK_BYTES) {
        endBlock();
      }
    }
  }

  /** Writes the last block. */
  @Override
  public void close() throws IOException {
    endBlock();
  }

  /** Bytes of heap held. */
  int heldBytes() {
    return plain.length + block.length;
  }

  private void endBlock() throws IOException {
    if (size == 0) {
      return;
    }
    int length = compressor.compress(plain, 0, size, block, LENGTHS_BYTES);
    putInt(0, size);
    putInt(Integer.BYTES, length);
    size = 0;
    output.write(block, 0, LENGTHS_BYTES + length);
  }

  private void putInt(int offset, int value) {
    block[offset] = (byte) (value >>> 24);
    block[offset + 1] = (byte) (value >>> 16);
    block[offset + 2] = (byte) (value >>> 8);
    block[offset + 3] = (byte) value;
  }
}
