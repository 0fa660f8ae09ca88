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
import java.util.zip.GZIPOutputStream;

/** One gzip member with a compression level, which the JDK's stream cannot set. */
public final class GzipStream extends GZIPOutputStream {
  /** Native bytes of a deflater, by zlib's manual for a window of 15 bits and memory level 8. */
  public static final int DEFLATER_BYTES = (1 << 17) + (1 << 17);

  /** The size of the buffer, in bytes. */
  public static final int BUFFER_BYTES = 8 * 1024;

  /**
   * @param level from 1 to 9
   */
  public GzipStream(OutputStream output, int level) throws IOException {
    super(output, BUFFER_BYTES);
    def.setLevel(level);
  }

  /** Frees native memory without completing the member. */
  public void free() {
    def.end();
  }
}
