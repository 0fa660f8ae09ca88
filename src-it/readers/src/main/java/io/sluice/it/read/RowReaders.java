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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The readers of all formats; for one thread. */
public final class RowReaders implements AutoCloseable {
  private final Path directory;
  private final DuckDb database;
  private final PlainFiles plain;
  private final Map<String, RowReader> byFormat;

  private final List<RemoteReader> remote;

  private RowReaders(Path directory, DuckDb database, List<RemoteReader> remote) {
    this.remote = List.copyOf(remote);
    this.directory = directory;
    this.database = database;
    Decompression decompression = new Decompression();
    this.plain = new PlainFiles(decompression, directory);
    this.byFormat =
        Map.of(
            "json", new JsonRows(database, plain),
            "text", new LineRows(decompression),
            "bytes", new MessageRows(decompression),
            "csv", new CsvRows(database, plain),
            "avro", new AvroRows(),
            "parquet", new ParquetRows(database),
            "sequencefile", new SequenceRows(),
            "orc", new OrcRows());
  }

  public static RowReaders open() throws IOException {
    return open(List.of());
  }

  /**
   * The readers, with connections to others.
   *
   * @param remote closed together with the readers
   */
  public static RowReaders open(List<RemoteReader> remote) throws IOException {
    return new RowReaders(Files.createTempDirectory("sluice-readers"), DuckDb.open(), remote);
  }

  /**
   * Reads files with the types that DuckDB finds, in any order.
   *
   * @param sql with one parameter, which takes the path or pattern
   */
  public Table table(String sql, Path files) throws IOException {
    return database.table(sql, files);
  }

  /** Further readers of several formats. */
  public List<RemoteReader> remote() {
    return remote;
  }

  /**
   * The reader of a format, by what the setting {@code format} calls it; empty if there is none.
   */
  public Optional<RowReader> of(String format) {
    return Optional.ofNullable(byFormat.get(format));
  }

  @Override
  public void close() throws IOException {
    database.close();
    plain.close();
    for (RemoteReader reader : remote) {
      reader.close();
    }
    Files.delete(directory);
  }
}
