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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;

/**
 * The matrix's expectation of a format, found by the format's name: the cells of a new format
 * without a plan fail.
 *
 * @param compressions what the setting {@code compression} may be; empty for whatever there is
 * @param corpora what its files can hold
 * @param ways other settings under which its files are something else
 */
record Plan(Optional<Set<String>> compressions, List<Corpus> corpora, List<Way> ways) {

  /**
   * Other settings beside the compression.
   *
   * @param name what cells are called by it
   * @param codec the only one that compresses then; empty for all that the format has
   * @param corpora what its files can hold; empty if they can hold the same
   * @param remote whether readers in other processes read such files
   */
  record Way(
      String name,
      Map<String, String> settings,
      Optional<String> codec,
      List<Corpus> corpora,
      boolean remote) {

    Way(String name, Map<String, String> settings, Optional<String> codec, List<Corpus> corpora) {
      this(name, settings, codec, corpora, true);
    }
  }

  private static final ValueCorpus STRUCTS =
      new ValueCorpus("structs", Structs.SCHEMA, new Structs(true, true));
  private static final ValueCorpus TEXTS =
      new ValueCorpus("texts", Schema.STRING_SCHEMA, RandomValues::text);
  private static final ValueCorpus NUMBERS =
      new ValueCorpus("numbers", Schema.INT64_SCHEMA, RandomValues::int64);

  private static final Map<String, Plan> BY_FORMAT =
      Map.of(
          // JSON has no NaN and no infinities.
          "json",
              ofAny(
                      new ValueCorpus("structs", Structs.SCHEMA, new Structs(false, true)),
                      TEXTS,
                      NUMBERS)
                  .and(rows("gzip")),
          // A line feed inside of a text would end its line.
          "text", ofAny(new ValueCorpus("lines", Schema.STRING_SCHEMA, RandomValues::line)),
          "bytes", ofAny(new ValueCorpus("messages", Schema.BYTES_SCHEMA, RandomValues::message)),
          "csv", ofAny(STRUCTS, TEXTS, NUMBERS).and(rows("zstd")),
          "avro",
              of(Set.of("none"), STRUCTS, TEXTS, NUMBERS)
                  .and(rows("zstandard"), inferred("deflate")),
          "parquet",
              // Spark refuses files with Parquet's own type of times.
              of(
                      Set.of("none", "gzip", "snappy", "zstd", "lz4"),
                      STRUCTS.with("parquet.time", "int"),
                      TEXTS,
                      NUMBERS)
                  .and(
                      rows("zstd", Map.of("parquet.time", "int")),
                      inferred("snappy"),
                      new Way(
                          "with times", Map.of(), Optional.of("zstd"), List.of(STRUCTS), false)),
          // ORC cannot distinguish the last second before 1970 from the first one after.
          "orc",
              of(
                      Set.of("none", "deflate", "snappy", "zstd", "lz4"),
                      new ValueCorpus("structs", Structs.SCHEMA, new Structs(true, false)),
                      TEXTS,
                      NUMBERS)
                  .and(rows("zstd"), inferred("snappy")),
          "sequencefile",
              of(
                      Set.of("none", "deflate", "gzip", "snappy", "lz4", "bzip2"),
                      new TimedCorpus(TEXTS.with("sequencefile.values", "text")),
                      new TimedCorpus(
                          new ValueCorpus("blobs", Schema.BYTES_SCHEMA, RandomValues::bytes)))
                  .and(
                      new Way(
                          "by record",
                          Map.of("sequencefile.compression.type", "record"),
                          Optional.empty(),
                          List.of())));

  private static Plan ofAny(Corpus... corpora) {
    return new Plan(Optional.empty(), List.of(corpora), List.of());
  }

  private static Plan of(Set<String> compressions, Corpus... corpora) {
    return new Plan(Optional.of(compressions), List.of(corpora), List.of());
  }

  private Plan and(Way... others) {
    return new Plan(compressions, corpora, List.of(others));
  }

  /** Files that hold everything of a record. */
  private static Way rows(String codec) {
    return rows(codec, Map.of());
  }

  private static Way rows(String codec, Map<String, String> others) {
    Map<String, String> settings = new HashMap<>(others);
    settings.put("record.fields", RowCorpus.FIELDS);
    settings.put("null.values", "write");
    return new Way("with record.fields", settings, Optional.of(codec), List.of(new RowCorpus()));
  }

  /** Files of values without a schema. */
  private static Way inferred(String codec) {
    return new Way(
        "with schema.inference",
        Map.of("schema.inference", "true"),
        Optional.of(codec),
        List.of(new SchemalessCorpus()));
  }

  /** The other settings of a format; none if it has no plan. */
  static List<Way> ways(String format) {
    Plan plan = BY_FORMAT.get(format);
    return plan == null ? List.of() : plan.ways;
  }

  /**
   * The plan of a format.
   *
   * @throws IllegalStateException if it has none
   */
  static Plan of(String format) {
    Plan plan = BY_FORMAT.get(format);
    if (plan == null) {
      throw new IllegalStateException("the matrix has no plan of format=" + format);
    }
    return plan;
  }

  boolean takes(String compression) {
    return compressions.isEmpty() || compressions.get().contains(compression);
  }
}
