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
package io.sluice.config;

import static io.sluice.config.KeyGroup.Label.low;

import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * Settings of Parquet files.
 *
 * @param rowGroupBytes bytes in memory after which a row group ends
 * @param pageBytes bytes of a column before compression after which a page ends
 * @param dictionary whether columns with few distinct values are encoded by a dictionary
 * @param bloomFilterColumns paths of columns with a Bloom filter; a file may lack some
 * @param types the types of columns that not every reader knows
 */
public record ParquetConfig(
    int rowGroupBytes,
    int pageBytes,
    boolean dictionary,
    List<String> bloomFilterColumns,
    ParquetTypes types)
    implements FormatSettings {

  public static final String PARQUET_ROW_GROUP_BYTES = "parquet.row.group.bytes";
  public static final String PARQUET_PAGE_BYTES = "parquet.page.bytes";
  public static final String PARQUET_DICTIONARY = "parquet.dictionary";
  public static final String PARQUET_BLOOM_FILTER_COLUMNS = "parquet.bloom.filter.columns";
  public static final String PARQUET_UUID = "parquet.uuid";
  public static final String PARQUET_TIME = "parquet.time";
  public static final String PARQUET_TIMESTAMP = "parquet.timestamp";

  /** The size of a row group with the default memory limit. */
  public static final int DEFAULT_ROW_GROUP_BYTES = 16 * 1024 * 1024;

  private static final int MOST_BY_DEFAULT = 128 * 1024 * 1024;

  /** The default size of a page. */
  public static final int DEFAULT_PAGE_BYTES = 1024 * 1024;

  private static final int MIN_ROW_GROUP_BYTES = 64 * 1024;
  private static final int MAX_ROW_GROUP_BYTES = 512 * 1024 * 1024;
  private static final int MIN_PAGE_BYTES = 1024;
  private static final int MAX_PAGE_BYTES = 16 * 1024 * 1024;

  /** Adds the keys to their group. */
  static void define(KeyGroup group) {
    group
        .add(
            PARQUET_ROW_GROUP_BYTES,
            ConfigDef.Type.INT,
            null,
            Validators.optional(
                Validators.range(MIN_ROW_GROUP_BYTES, MAX_ROW_GROUP_BYTES, Unit.BYTES)),
            low(
                    Width.MEDIUM,
                    "Parquet row group size",
                    "The size in memory at which a row group of a Parquet file ends.",
                    "If the size is not set, it is a quarter of `memory.limit.bytes`, at most 128"
                        + " MiB: 16 MiB with the default limit. Readers scan large row groups"
                        + " faster. Most of a row group in memory is not compressed yet. Each open"
                        + " file keeps up to one row group in memory, and its dictionaries and Bloom"
                        + " filters: raise `memory.limit.bytes` together with this key, which must"
                        + " not be more than half of it.")
                .example("67108864"))
        .count(
            PARQUET_PAGE_BYTES,
            DEFAULT_PAGE_BYTES,
            Validators.range(MIN_PAGE_BYTES, MAX_PAGE_BYTES, Unit.BYTES),
            low(
                    Width.MEDIUM,
                    "Parquet page size",
                    "The approximate size before compression at which a page of a column ends.",
                    "A page is at most as large as a row group. It also ends after 20000 rows. Larger pages compress better; with smaller"
                        + " ones readers can skip more.")
                .example("262144"))
        .flag(
            PARQUET_DICTIONARY,
            true,
            low(
                Width.SHORT,
                "Parquet dictionaries",
                "Whether columns of Parquet files are encoded by a dictionary while it is small."))
        .add(
            PARQUET_BLOOM_FILTER_COLUMNS,
            ConfigDef.Type.LIST,
            List.of(),
            Validators.each(
                "paths of columns, separated by commas", ParquetConfig::bloomFilterProblem),
            low(
                    Width.LONG,
                    "Parquet Bloom filter columns",
                    "The columns of Parquet files that get a Bloom filter, with which readers skip"
                        + " row groups.",
                    "In a path, dots separate names, as in `tags.list.element`. A filter takes 1/64"
                        + " of `parquet.row.group.bytes` in memory, and as much in the file unless a"
                        + " dictionary contains all values of the row group. Columns that a file"
                        + " does not have are ignored; so are booleans, timestamps in `int96` and names that"
                        + " contain dots.")
                .example("customer.id,tags.list.element"))
        .choice(
            PARQUET_UUID,
            ParquetTypes.DEFAULT.uuid(),
            low(
                    Width.SHORT,
                    "Parquet UUIDs",
                    "The type of columns with UUIDs in Parquet files.",
                    "A UUID is a string whose schema is named `uuid` or `io.debezium.data.Uuid`.")
                .value("string", "a string, which every reader knows")
                .value("uuid", "Parquet's own type, which Spark cannot read"))
        .choice(
            PARQUET_TIME,
            ParquetTypes.DEFAULT.time(),
            low(
                    Width.SHORT,
                    "Parquet times of day",
                    "The type of columns with times of day in Parquet files.",
                    "Times of day in nanoseconds are always numbers. Versions of Spark without a type for times of day refuse a whole file that has"
                        + " a column of Parquet's own type.")
                .value("time", "Parquet's own type, in microseconds")
                .value(
                    "int",
                    "the number since midnight, which every reader knows: an int of milliseconds,"
                        + " or a long of microseconds"))
        .choice(
            PARQUET_TIMESTAMP,
            ParquetTypes.DEFAULT.timestamp(),
            low(
                    Width.SHORT,
                    "Parquet timestamps",
                    "The type of columns with timestamps in Parquet files.",
                    "Timestamps without a time zone, such as those of change data capture, keep that"
                        + " property only in Parquet's own type.")
                .value(
                    "timestamp",
                    "Parquet's own type, in milliseconds or microseconds; timestamps in nanoseconds"
                        + " are longs, because Spark refuses a file with Parquet's type of them")
                .value(
                    "int96",
                    "the old type in nanoseconds, for Impala, and for Hive before version 4; readers"
                        + " cannot skip row groups by it"));
  }

  /** Reads the keys. */
  static ParquetConfig from(AbstractConfig config) {
    int rowGroupBytes = ResourceConfig.part(config, PARQUET_ROW_GROUP_BYTES, MOST_BY_DEFAULT);
    int pageBytes = config.getInt(PARQUET_PAGE_BYTES);
    return new ParquetConfig(
        rowGroupBytes,
        pageBytes == DEFAULT_PAGE_BYTES ? Math.min(pageBytes, rowGroupBytes) : pageBytes,
        config.getBoolean(PARQUET_DICTIONARY),
        List.copyOf(config.getList(PARQUET_BLOOM_FILTER_COLUMNS)),
        new ParquetTypes(
            Choices.read(config, PARQUET_UUID, ParquetUuid.class),
            Choices.read(config, PARQUET_TIME, ParquetTime.class),
            Choices.read(config, PARQUET_TIMESTAMP, ParquetTimestamp.class)));
  }

  @Override
  public FormatName format() {
    return FormatName.PARQUET;
  }

  @Override
  public long heldBytes() {
    return rowGroupBytes;
  }

  @Override
  public Optional<String> heldBytesKey() {
    return Optional.of(PARQUET_ROW_GROUP_BYTES);
  }

  @Override
  public <T> T match(Cases<T> cases) {
    return cases.parquet(this);
  }

  @Override
  public void check(FormatConfig config, BiConsumer<String, String> errors) {
    if (!FormatName.PARQUET.compressions().contains(config.compression())) {
      errors.accept(
          FormatConfig.COMPRESSION,
          FormatConfig.COMPRESSION
              + " must be one of "
              + FormatName.PARQUET.compressionNames()
              + " with "
              + FormatConfig.FORMAT
              + "=parquet, which does not support "
              + Choices.name(config.compression()));
    }
    if (pageBytes > rowGroupBytes) {
      errors.accept(
          PARQUET_PAGE_BYTES,
          PARQUET_PAGE_BYTES
              + " must not be more than "
              + PARQUET_ROW_GROUP_BYTES
              + ", which is "
              + rowGroupBytes
              + "; lower "
              + PARQUET_PAGE_BYTES
              + " or raise "
              + PARQUET_ROW_GROUP_BYTES);
    }
  }

  private static String bloomFilterProblem(String path) {
    boolean nameMissing =
        path.isEmpty() || path.startsWith(".") || path.endsWith(".") || path.contains("..");
    return nameMissing
        ? "has a path with an empty name; write names with dots between them, such as customer.id"
        : null;
  }
}
