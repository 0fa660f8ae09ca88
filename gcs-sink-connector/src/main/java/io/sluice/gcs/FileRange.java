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
package io.sluice.gcs;

import static java.nio.file.StandardOpenOption.READ;

import com.google.api.client.http.HttpContent;
import io.sluice.exec.Ticker;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;

/** A range of a spooled file as the content of a request, which is never in memory as a whole. */
final class FileRange implements HttpContent {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final SpooledFile file;
  private final long first;
  private final long length;
  private final Ticker ticker;
  private final long stopAt;

  /**
   * @param first index of the first byte
   * @param length number of bytes
   * @param stopAt reading of the ticker after which sending ends with {@link SliceOverException}
   */
  FileRange(SpooledFile file, long first, long length, Ticker ticker, long stopAt) {
    this.file = file;
    this.first = first;
    this.length = length;
    this.ticker = ticker;
    this.stopAt = stopAt;
  }

  /** A request was ended early to learn how much of it has arrived. */
  static final class SliceOverException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  @Override
  public long getLength() {
    return length;
  }

  @Override
  public String getType() {
    return null;
  }

  @Override
  public boolean retrySupported() {
    return true;
  }

  @Override
  public void writeTo(OutputStream output) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (FileChannel channel = FileChannel.open(file.path(), READ);
        InputStream input = Channels.newInputStream(channel.position(first))) {
      for (long rest = length; rest > 0; ) {
        if (ticker.millis() > stopAt) {
          throw new SliceOverException();
        }
        int read = input.read(buffer, 0, (int) Math.min(buffer.length, rest));
        if (read < 0) {
          throw new DamagedException("the staged file " + file.path() + " was cut on disk");
        }
        output.write(buffer, 0, read);
        rest -= read;
      }
    }
    output.flush();
  }
}
