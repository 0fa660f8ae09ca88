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
package io.sluice.it.gcs.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;

/** Bytes up to a delimiter. */
final class DelimitedStream extends InputStream {
  private static final int BUFFER = 64 * 1024;

  private final InputStream source;
  private final byte[] delimiter;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int limit;

  /** Index of the delimiter in the buffer, or −1 while it is not read yet. */
  private int found = -1;

  DelimitedStream(InputStream source, String delimiter) {
    this.source = source;
    this.delimiter = delimiter.getBytes(StandardCharsets.UTF_8);
  }

  void skipToEnd() throws IOException {
    transferTo(OutputStream.nullOutputStream());
  }

  /** The bytes after the delimiter; to be called at the end of this stream. */
  InputStream after() {
    int start = found + delimiter.length;
    return new SequenceInputStream(new ByteArrayInputStream(buffer, start, limit - start), source);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int available = available();
    while (available == 0 && found < 0) {
      fill();
      available = available();
    }
    if (available == 0) {
      return -1;
    }
    int count = Math.min(length, available);
    System.arraycopy(buffer, position, target, offset, count);
    position += count;
    return count;
  }

  /** Bytes in the buffer that cannot be the beginning of the delimiter. */
  @Override
  public int available() {
    int end = found >= 0 ? found : limit - delimiter.length + 1;
    return Math.max(0, end - position);
  }

  private void fill() throws IOException {
    System.arraycopy(buffer, position, buffer, 0, limit - position);
    limit -= position;
    position = 0;
    int count = source.read(buffer, limit, buffer.length - limit);
    if (count < 0) {
      throw ApiException.invalid("Multipart body ends before its last boundary.");
    }
    int from = Math.max(0, limit - delimiter.length + 1);
    limit += count;
    found = find(from);
  }

  private int find(int from) {
    for (int i = from; i <= limit - delimiter.length; i++) {
      if (buffer[i] == delimiter[0] && matches(i)) {
        return i;
      }
    }
    return -1;
  }

  private boolean matches(int start) {
    for (int i = 1; i < delimiter.length; i++) {
      if (buffer[start + i] != delimiter[i]) {
        return false;
      }
    }
    return true;
  }
}
