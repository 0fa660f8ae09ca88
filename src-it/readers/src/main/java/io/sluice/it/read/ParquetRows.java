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
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.connect.data.Schema;

/** Parquet files as DuckDB reads them. */
final class ParquetRows implements RowReader {
  private final DuckDb database;

  ParquetRows(DuckDb database) {
    this.database = database;
  }

  @Override
  public String library(Path file) {
    return DuckDb.NAME;
  }

  @Override
  public String codec(Path file) throws IOException {
    Set<String> codecs = new TreeSet<>();
    database.readTexts(
        "SELECT DISTINCT compression FROM parquet_metadata(?)",
        file,
        codec -> codecs.add(codec.toLowerCase(Locale.ROOT)));
    String codec = String.join(" ", codecs);
    return switch (codec) {
      case "uncompressed" -> "none";
      case "lz4_raw" -> "lz4";
      default -> codec;
    };
  }

  @Override
  public void read(Path file, Schema schema, Consumer<Object> rows) throws IOException {
    // Otherwise directories such as partition=0 become columns.
    database.read("SELECT * FROM read_parquet(?, hive_partitioning = false)", file, schema, rows);
  }
}
