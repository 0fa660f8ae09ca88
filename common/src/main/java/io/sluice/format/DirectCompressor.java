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

/** Writes the bytes without compression. */
final class DirectCompressor implements Compressor {
  private final OutputStream output;
  private long produced;

  DirectCompressor(OutputStream output) {
    this.output = output;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    output.write(bytes, offset, length);
    produced += length;
  }

  @Override
  public void finish() {
    // All bytes are written already.
  }

  @Override
  public long producedBytes() {
    return produced;
  }

  @Override
  public long heldBackBytes() {
    return 0;
  }

  @Override
  public long heldBytes() {
    return 0;
  }

  @Override
  public void release() {
    // No memory is held.
  }
}
