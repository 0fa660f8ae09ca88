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
package io.sluice.it.read;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads lines as they were written: only a line feed ends one, a carriage return is content. */
public final class Lines {
  private static final int CHUNK = 1 << 16;

  private Lines() {}

  /** Hands over each line as UTF-8; a last line without a line feed counts. */
  public static void read(InputStream input, Consumer<String> lines) throws IOException {
    byte[] chunk = new byte[CHUNK];
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    int length;
    while ((length = input.read(chunk)) >= 0) {
      int start = 0;
      for (int i = 0; i < length; i++) {
        if (chunk[i] == '\n') {
          rest.write(chunk, start, i - start);
          lines.accept(rest.toString(StandardCharsets.UTF_8));
          rest.reset();
          start = i + 1;
        }
      }
      rest.write(chunk, start, length - start);
    }
    if (rest.size() > 0) {
      lines.accept(rest.toString(StandardCharsets.UTF_8));
    }
  }
}
