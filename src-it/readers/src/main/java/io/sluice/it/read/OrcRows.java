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
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.kafka.connect.data.Schema;
import org.apache.orc.OrcFile;
import org.apache.orc.Reader;
import org.apache.orc.RecordReader;
import org.apache.orc.TypeDescription;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;
import org.apache.orc.storage.ql.exec.vector.StructColumnVector;
import org.apache.orc.storage.ql.exec.vector.VectorizedRowBatch;

/** ORC files as ORC's own library reads them. */
final class OrcRows implements RowReader {
  private final Configuration configuration = new Configuration(false);

  @Override
  public String library(Path file) {
    return "ORC";
  }

  @Override
  public String codec(Path file) throws IOException {
    try (Reader reader = open(file)) {
      String kind = reader.getCompressionKind().name().toLowerCase(Locale.ROOT);
      return kind.equals("zlib") ? "deflate" : kind;
    }
  }

  @Override
  public void read(Path file, Schema schema, Consumer<Object> rows) throws IOException {
    try (Reader reader = open(file);
        RecordReader batches = reader.rows()) {
      TypeDescription type = reader.getSchema();
      VectorizedRowBatch batch = type.createRowBatch();
      while (batches.nextBatch(batch)) {
        ColumnVector columns = new StructColumnVector(batch.size, batch.cols);
        for (int row = 0; row < batch.size; row++) {
          rows.accept(row(schema, type, columns, row));
        }
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IOException("ORC cannot read " + file.getFileName() + ": " + e.getMessage(), e);
    }
  }

  /** What is no struct is the only column. */
  private static Object row(Schema schema, TypeDescription type, ColumnVector columns, int row) {
    if (schema.type() == Schema.Type.STRUCT) {
      return OrcValues.of(schema, type, columns, row);
    }
    if (!type.getFieldNames().equals(List.of(DuckDb.SINGLE))) {
      throw new IllegalArgumentException("columns " + type.getFieldNames());
    }
    ColumnVector single = ((StructColumnVector) columns).fields[0];
    return OrcValues.of(schema, type.getChildren().get(0), single, row);
  }

  private Reader open(Path file) throws IOException {
    return OrcFile.createReader(
        new org.apache.hadoop.fs.Path(file.toUri()),
        OrcFile.readerOptions(configuration)
            .useUTCTimestamp(true)
            .convertToProlepticGregorian(true));
  }
}
