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

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;

/**
 * What the matrix expects of a format. It goes by names: a format that was added without a plan has
 * cells that fail.
 *
 * @param compressions what the setting {@code compression} may be; empty for whatever there is
 * @param corpora what its files can hold
 * @param ways other settings by which the same compressions are applied in another way
 */
record Plan(Optional<Set<String>> compressions, List<Corpus> corpora, List<Way> ways) {

  /** A setting that is beside the compression. */
  record Way(String key, String value) {}

  private static final Corpus STRUCTS =
      new Corpus("structs", Structs.SCHEMA, new Structs(true, true));
  private static final Corpus TEXTS = new Corpus("texts", Schema.STRING_SCHEMA, RandomValues::text);
  private static final Corpus NUMBERS =
      new Corpus("numbers", Schema.INT64_SCHEMA, RandomValues::int64);

  private static final Map<String, Plan> BY_FORMAT =
      Map.of(
          // JSON has no NaN and no infinities.
          "json",
              ofAny(
                  new Corpus("structs", Structs.SCHEMA, new Structs(false, true)), TEXTS, NUMBERS),
          // A line feed inside of a text would end its line.
          "text", ofAny(new Corpus("lines", Schema.STRING_SCHEMA, RandomValues::line)),
          "bytes", ofAny(new Corpus("messages", Schema.BYTES_SCHEMA, RandomValues::message)),
          "csv", ofAny(STRUCTS, TEXTS, NUMBERS),
          "avro", of(Set.of("none"), STRUCTS, TEXTS, NUMBERS),
          "parquet", of(Set.of("none", "gzip", "snappy", "zstd", "lz4"), STRUCTS, TEXTS, NUMBERS),
          // ORC cannot tell the last second before 1970 from the first one after.
          "orc",
              of(
                  Set.of("none", "deflate", "snappy", "zstd", "lz4"),
                  new Corpus("structs", Structs.SCHEMA, new Structs(true, false)),
                  TEXTS,
                  NUMBERS),
          "sequencefile",
              of(
                      Set.of("none", "deflate", "gzip", "snappy", "lz4", "bzip2"),
                      TEXTS.with("sequencefile.values", "text"),
                      new Corpus("blobs", Schema.BYTES_SCHEMA, RandomValues::bytes))
                  .alsoBy("sequencefile.compression.type", "record"));

  private static Plan ofAny(Corpus... corpora) {
    return new Plan(Optional.empty(), List.of(corpora), List.of());
  }

  private static Plan of(Set<String> compressions, Corpus... corpora) {
    return new Plan(Optional.of(compressions), List.of(corpora), List.of());
  }

  private Plan alsoBy(String key, String value) {
    return new Plan(compressions, corpora, List.of(new Way(key, value)));
  }

  /** The other ways of compressing a format; none if it has no plan. */
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
