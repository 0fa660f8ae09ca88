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
package io.sluice.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.IntConsumer;

/** Writes to local files without large direct buffers. */
public final class ChunkedWrites {
  /** The largest write, because the JDK keeps a direct buffer of that size per thread. */
  private static final int CHUNK = 64 * 1024;

  private ChunkedWrites() {}

  /**
   * Writes all of these bytes.
   *
   * @param written receives the number of bytes of each write, also before a failure
   */
  public static void write(
      FileChannel channel, byte[] bytes, int offset, int length, IntConsumer written)
      throws IOException {
    int end = offset + length;
    for (int from = offset; from < end; from += CHUNK) {
      ByteBuffer chunk = ByteBuffer.wrap(bytes, from, Math.min(CHUNK, end - from));
      while (chunk.hasRemaining()) {
        written.accept(channel.write(chunk));
      }
    }
  }
}
