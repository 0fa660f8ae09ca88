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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Memory that records how it was written to, and fails on request. */
final class RecordingOutput extends OutputStream {
  final List<Integer> writes = new ArrayList<>();
  boolean closed;
  boolean failing;
  boolean failingOnce;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    if (failing || failingOnce) {
      failingOnce = false;
      throw new IOException("no space");
    }
    writes.add(length);
    bytes.write(source, offset, length);
  }

  @Override
  public void close() {
    closed = true;
  }

  int size() {
    return bytes.size();
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }
}
