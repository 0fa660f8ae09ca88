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
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.kafka.connect.data.Schema;

/** ORC files as ORC's own library reads them. */
final class OrcRows implements RowReader {
  private final OrcValues values = new OrcValues();

  @Override
  public String library(Path file) {
    return "ORC";
  }

  @Override
  public String codec(Path file) throws IOException {
    try (OrcContent content = OrcContent.open(file)) {
      String kind = content.reader().getCompressionKind().name().toLowerCase(Locale.ROOT);
      return kind.equals("zlib") ? "deflate" : kind;
    }
  }

  @Override
  public void read(Path file, Schema schema, Consumer<Object> rows) throws IOException {
    try (OrcContent content = OrcContent.open(file)) {
      content.read(row -> rows.accept(values.row(schema, row)));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IOException("ORC cannot read " + file.getFileName() + ": " + e.getMessage(), e);
    }
  }
}
