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

import io.sluice.format.encode.CollectingOutput;
import io.sluice.format.sequencefile.SequenceChunks;
import java.io.IOException;
import java.io.OutputStream;

/** Compresses a sequence file chunk by chunk. */
final class ChunkCompressor implements Compressor {
  private final SequenceChunks chunks;
  private final CollectingOutput collected;

  private ChunkCompressor(SequenceChunks chunks, CollectingOutput collected) {
    this.chunks = chunks;
    this.collected = collected;
  }

  /**
   * Writes the beginning of the file.
   *
   * @param output unbuffered; never closed
   */
  static ChunkCompressor open(SequenceChunks chunks, OutputStream output) throws IOException {
    CollectingOutput collected = new CollectingOutput(output);
    chunks.begin(collected);
    return new ChunkCompressor(chunks, collected);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    chunks.write(bytes, offset, length, collected);
  }

  @Override
  public void finish() throws IOException {
    collected.drain();
  }

  @Override
  public long producedBytes() {
    return collected.count();
  }

  @Override
  public long heldBackBytes() {
    return 0;
  }

  @Override
  public long heldBytes() {
    return collected.capacity();
  }

  @Override
  public void release() {
    collected.discard();
  }
}
