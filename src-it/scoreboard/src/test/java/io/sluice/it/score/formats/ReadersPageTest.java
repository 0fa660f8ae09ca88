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
package io.sluice.it.score.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page of readers has the types that {@code score formats} compares. */
class ReadersPageTest {
  private static final Path PAGE = Path.of("..", "..", "config-examples", "readers.md");

  private static final String BEGINNING =
      """
      # What readers make of the files

      `src-it/score formats` writes files of every format and has them read, by value and by type, with
      Spark 4.0.1, with DuckDB, and with the libraries of Avro and ORC. The tables show the types that
      readers find without being given a schema; [the page of types](types.md) has the types of the
      files. Spark's session time zone is UTC.

      With `--python PATH`, pyarrow 26 reads Parquet and ORC files, and fastavro 1.13 Avro files, with the
      same values and with the types of Spark, except that a timestamp of ORC is in no zone.

      """;

  private static final String END =
      """
      ## Parquet

      - Spark 4.0 refuses a whole file that has a column of Parquet's own type of times, UUIDs or
        nanoseconds. Therefore UUIDs are strings unless `parquet.uuid=uuid`, and nanoseconds are numbers.
        A column of times costs the file, unless `parquet.time=int`, which the table has. DuckDB reads
        both: its type of the default is `TIME`.
      - Values that are not structs are in the column `value`.

      ## ORC

      - Values that are not structs are in the column `value`.
      - pyarrow refuses a whole file that has a timestamp beyond the years 1677 to 2262.
      - The library of ORC cannot distinguish the last second before 1970 from the first one after.

      ## Avro

      - Spark reads files of structs only.
      - Spark 4.0 has Avro 1.12.0, which reads arrays of float64 as float32. Other fields of float64 are
        exact.
      - A name that Avro does not allow has its characters escaped in the column's name; the property
        `sluice.name` of the field has the original.

      ## JSON and CSV

      - Give Spark a schema: it infers other types otherwise. Bytes are base64, times of day are texts,
        and keys of maps are texts. An array, map or struct in CSV is a text of JSON, which `from_json`
        reads.
      - Rows of JSON that are not objects cannot be read with `spark.read.json`.
      - Options for CSV in Spark: `header=true`, `escape="`, `charToEscapeQuoteEscaping="`,
        `multiLine=true`, and a `lineSep` of carriage return and line feed, or of what `csv.line.end`
        says. Spark reads the empty text as null, unless `emptyValue` is a text that does not occur,
        which then is read in its place.

      ## Compression of text, JSON and CSV

      | compression | Spark | DuckDB |
      |---|---|---|
      | none, gzip | yes | yes |
      | bzip2, deflate | yes | no |
      | snappy, lz4 | yes: the block framing of Hadoop | no |
      | zstd | only with Hadoop's native library | yes |

      ## Partitions

      Spark and DuckDB read a level `name={value.region}` as a column, and find the text that was sent:
      spaces, percent and equals signs, slashes, and the letters of all scripts. It takes the place of a
      column of the same name in the file.

      - Null is NULL.
      - The empty text is `%empty`, because a name must not end behind the equals sign.
      - Half of a surrogate pair is `%uXXXX`, and a byte that is not UTF-8 is `%xXX`; readers do not
        decode them.
      - Spark and DuckDB infer types of such columns: `007` becomes `7`. Set
        `spark.sql.sources.partitionColumnTypeInference.enabled=false`, or `hive_types_autocast=false` in
        DuckDB, to read texts.
      """;

  @Test
  void pageHasTheTypesThatAreCompared() throws IOException {
    StringBuilder page = new StringBuilder(BEGINNING);
    table(page, "Types of Connect", SentColumns.ofConnect());
    table(page, "Change data capture", SentColumns.ofChangeData());
    table(page, "Protobuf", SentColumns.ofProtobuf());
    page.append(END);
    if (Boolean.getBoolean("sluice.update.pages")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).hasContent(page.toString());
  }

  private static void table(StringBuilder page, String title, List<SentColumn> columns) {
    page.append("## ").append(title).append("\n\n");
    page.append("| sent | Spark: Parquet | DuckDB: Parquet | Spark: ORC | Spark: Avro |\n");
    page.append("|---|---|---|---|---|\n");
    for (SentColumn column : columns) {
      SentColumn.Types types = column.types();
      page.append("| ").append(column.meaning());
      for (String type :
          List.of(types.spark(), types.duckDb(), types.sparkOrc(), types.sparkAvro())) {
        page.append(" | `").append(type).append('`');
      }
      page.append(" |\n");
    }
    page.append('\n');
  }
}
