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
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Compresses with the stream of a library. */
final class StreamCompressor implements Compressor {
  private final OutputStream stream;
  private final CollectingOutput collected;
  private final long streamBytes;
  private final long heldBackBytes;
  private final Closeable free;

  /**
   * @param stream writes only to {@code collected}, and completes its format when it is closed
   * @param streamBytes approximate heap and native bytes that the stream holds
   * @param free frees native memory; its output is ignored; may be repeated
   */
  StreamCompressor(
      OutputStream stream, CollectingOutput collected, long streamBytes, Closeable free) {
    this(stream, collected, streamBytes, streamBytes, free);
  }

  /**
   * @param heldBackBytes limit on the bytes that closing adds, if far below {@code streamBytes}
   */
  StreamCompressor(
      OutputStream stream,
      CollectingOutput collected,
      long streamBytes,
      long heldBackBytes,
      Closeable free) {
    this.stream = stream;
    this.collected = collected;
    this.streamBytes = streamBytes;
    this.heldBackBytes = heldBackBytes;
    this.free = free;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    stream.write(bytes, offset, length);
  }

  @Override
  public void finish() throws IOException {
    stream.close();
    collected.drain();
  }

  @Override
  public long producedBytes() {
    return collected.count();
  }

  @Override
  public long heldBackBytes() {
    return heldBackBytes;
  }

  @Override
  public long heldBytes() {
    return streamBytes + collected.capacity();
  }

  @Override
  public void release() {
    collected.discard();
    try {
      free.close();
    } catch (IOException e) {
      throw new UncheckedIOException("A stream failed although its output is discarded", e);
    }
  }
}
