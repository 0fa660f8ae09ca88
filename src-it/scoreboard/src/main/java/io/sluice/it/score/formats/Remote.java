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

import io.sluice.config.FormatConfig;
import io.sluice.it.read.RemoteReader;
import io.sluice.it.score.formats.Plan.Way;
import io.sluice.it.score.formats.SentColumn.Types;
import java.util.Arrays;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;

/** The readers that are processes, and what they read. */
public enum Remote {
  SPARK("spark") {
    /**
     * Not where rows are values other than structs, except as a column; and no Zstandard around a
     * file, for which Hadoop needs a native library.
     */
    @Override
    boolean reads(FormatCell cell, Corpus corpus) {
      boolean structs = corpus.schema().type() == Schema.Type.STRUCT;
      boolean aroundFile =
          cell.key().equals(FormatConfig.COMPRESSION) && cell.codec().equals("zstd");
      return cell.way().map(Way::remote).orElse(true)
          && switch (cell.format()) {
            case "parquet", "orc" -> true;
            case "avro" -> structs;
            case "json" -> structs && !aroundFile;
            case "csv", "text" -> !aroundFile;
            default -> false;
          };
    }

    @Override
    String type(String format, Types types) {
      return switch (format) {
        case "parquet" -> types.spark();
        case "orc" -> types.sparkOrc();
        default -> types.sparkAvro();
      };
    }
  },

  /** Libraries of Python: pyarrow and fastavro. */
  PYTHON("python") {
    /** Not where ORC has times beyond the year 2262, which pyarrow cannot express. */
    @Override
    boolean reads(FormatCell cell, Corpus corpus) {
      return cell.way().map(Way::remote).orElse(true)
          && switch (cell.format()) {
            case "parquet" -> true;
            case "orc" -> !HAS_ALL_TIMES.contains(corpus.name());
            case "avro" -> corpus.schema().type() == Schema.Type.STRUCT;
            default -> false;
          };
    }

    /** Spark's types, except that a timestamp of ORC is in no zone. */
    @Override
    String type(String format, Types types) {
      String type = SPARK.type(format, types);
      return format.equals("orc") && type.equals("timestamp") ? "timestamp_ntz" : type;
    }
  };

  private static final Set<String> HAS_ALL_TIMES = Set.of("structs", "rows");

  private final String title;

  Remote(String title) {
    this.title = title;
  }

  /** The name in results. */
  public String title() {
    return title;
  }

  static Remote of(RemoteReader reader) {
    return Arrays.stream(values())
        .filter(remote -> remote.title.equals(reader.name()))
        .findFirst()
        .orElseThrow();
  }

  /** Whether it reads the files of a corpus in a cell. */
  abstract boolean reads(FormatCell cell, Corpus corpus);

  /** What it should call the type of a column in a format. */
  abstract String type(String format, Types types);
}
