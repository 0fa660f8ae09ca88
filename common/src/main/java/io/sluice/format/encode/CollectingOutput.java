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
package io.sluice.format.encode;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Counts the output of a compressing stream and writes it in large chunks. Flushing and closing
 * have no effect, so that closing the stream does not close the file.
 */
public final class CollectingOutput extends OutputStream {
  private static final int CHUNK_BYTES = 64 * 1024;
  private static final byte[] NOTHING = new byte[0];

  private final OutputStream output;
  private byte[] chunk = NOTHING;
  private int size;
  private long count;
  private boolean discarding;

  /**
   * @param output receives the chunks; never closed
   */
  public CollectingOutput(OutputStream output) {
    this.output = output;
  }

  @Override
  public void write(int value) throws IOException {
    if (discarding) {
      return;
    }
    ensureChunk();
    count++;
    chunk[size++] = (byte) value;
    if (size == chunk.length) {
      drain();
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (discarding) {
      return;
    }
    ensureChunk();
    count += length;
    int start = offset;
    int end = offset + length;
    while (end - start >= chunk.length - size) {
      int part = chunk.length - size;
      System.arraycopy(bytes, start, chunk, size, part);
      size += part;
      start += part;
      drain();
    }
    System.arraycopy(bytes, start, chunk, size, end - start);
    size += end - start;
  }

  private void ensureChunk() {
    if (chunk.length == 0) {
      chunk = new byte[CHUNK_BYTES];
    }
  }

  /** Writes what is held. */
  public void drain() throws IOException {
    if (size > 0) {
      output.write(chunk, 0, size);
      size = 0;
    }
  }

  /** Writes what is held, and frees the heap until the next write. */
  public void drainAndFree() throws IOException {
    drain();
    chunk = NOTHING;
  }

  /** Drops what is held, and everything that is written later. */
  public void discard() {
    discarding = true;
    chunk = NOTHING;
    size = 0;
  }

  /** Bytes received so far. */
  public long count() {
    return count;
  }

  /** Bytes of heap held. */
  public int capacity() {
    return chunk.length;
  }
}
