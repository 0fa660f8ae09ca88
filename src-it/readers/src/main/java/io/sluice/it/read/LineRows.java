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

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.kafka.connect.data.Schema;

/** Lines of text, which only a line feed ends. */
final class LineRows implements RowReader {
  private final Decompression decompression;

  LineRows(Decompression decompression) {
    this.decompression = decompression;
  }

  @Override
  public String library(Path file) {
    return "lines" + decompression.before(file);
  }

  @Override
  public String codec(Path file) {
    return decompression.codec(file);
  }

  @Override
  public void read(Path file, Schema schema, Consumer<Object> rows) throws IOException {
    if (schema.type() != Schema.Type.STRING) {
      throw new IOException("lines are strings, not " + schema.type());
    }
    try (InputStream content = decompression.open(file)) {
      Lines.read(content, rows::accept);
    }
  }
}
