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
package io.sluice.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.CompressionName;
import io.sluice.config.FormatConfigs;
import io.sluice.config.ParquetConfig;
import io.sluice.config.ParquetTypes;
import io.sluice.it.read.DuckDb;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.junit.jupiter.api.Test;

/** The row groups, pages, dictionaries and Bloom filters of Parquet files. */
class ParquetLayoutTest {
  private static final ParquetConfig SMALL_GROUPS =
      new ParquetConfig(1024 * 1024, 128 * 1024, true, List.of(), ParquetTypes.DEFAULT);

  private static TestFile newFile(ParquetConfig parquet) throws IOException {
    return SampleRows.file(FormatConfigs.parquet(CompressionName.NONE, parquet));
  }

  private static ParquetFileReader open(byte[] file) throws IOException {
    return ParquetFileReader.open(new BytesFile(file));
  }

  private static List<ColumnChunkMetaData> chunks(ParquetFileReader reader) {
    return reader.getRowGroups().stream().flatMap(group -> group.getColumns().stream()).toList();
  }

  @Test
  void rowGroupsHaveTheSizeThatWasAskedFor() throws IOException {
    TestFile file = newFile(SMALL_GROUPS);
    for (int i = 0; i < 100_000; i++) {
      file.append(SampleRows.row(i));
      // The columns hold at most a row group, and their arrays have some slack.
      assertThat(file.encoder.bufferedBytes()).isLessThan(3 * 1024 * 1024);
    }
    try (ParquetFileReader reader = open(file.finish())) {
      List<BlockMetaData> groups = reader.getRowGroups();
      assertThat(groups).hasSizeGreaterThan(4);
      assertThat(groups.subList(0, groups.size() - 1))
          .allSatisfy(
              group -> assertThat(group.getTotalByteSize()).isBetween(700_000L, 1_200_000L));
      assertThat(groups.stream().mapToLong(BlockMetaData::getRowCount).sum()).isEqualTo(100_000);
    }
  }

  @Test
  void pagesHaveTheSizeThatWasAskedFor() throws IOException {
    ParquetConfig pages =
        new ParquetConfig(4 * 1024 * 1024, 16 * 1024, false, List.of(), ParquetTypes.DEFAULT);
    TestFile file = newFile(pages);
    for (int i = 0; i < 10_000; i++) {
      file.append(SampleRows.row(i));
    }
    try (ParquetFileReader reader = open(file.finish())) {
      ColumnChunkMetaData text = reader.getRowGroups().get(0).getColumns().get(1);
      int count = reader.readOffsetIndex(text).getPageCount();
      assertThat(text.getTotalUncompressedSize() / count).isBetween(10_000L, 20_000L);
    }
  }

  @Test
  void hugeRecordsDoNotWaitForOthers() throws IOException {
    TestFile file = newFile(SMALL_GROUPS);
    for (int i = 0; i < 5_000; i++) {
      file.append(SampleRows.row(i));
    }
    for (int i = 0; i < 20; i++) {
      file.append(SampleRows.rowWithText(2 * 1024 * 1024));
      assertThat(file.encoder.bufferedBytes()).isLessThan(8 * 1024 * 1024);
    }
    assertThat(DuckDb.readParquet(file.finish())).hasSize(5_020);
  }

  @Test
  void dictionariesAreUsedUnlessTheyAreTurnedOff() throws IOException {
    ParquetConfig without =
        new ParquetConfig(
            SMALL_GROUPS.rowGroupBytes(),
            SMALL_GROUPS.pageBytes(),
            false,
            List.of(),
            ParquetTypes.DEFAULT);
    assertThat(encodings(SMALL_GROUPS)).anyMatch(Encoding::usesDictionary);
    assertThat(encodings(without)).noneMatch(Encoding::usesDictionary);
  }

  private Set<Encoding> encodings(ParquetConfig config) throws IOException {
    TestFile file = newFile(config);
    for (int i = 0; i < 100; i++) {
      file.append(SampleRows.row(i % 2));
    }
    Set<Encoding> encodings = new HashSet<>();
    try (ParquetFileReader reader = open(file.finish())) {
      chunks(reader).forEach(chunk -> encodings.addAll(chunk.getEncodings()));
    }
    return encodings;
  }

  @Test
  void onlyTheColumnsThatWereNamedHaveBloomFilters() throws IOException {
    ParquetConfig filters =
        new ParquetConfig(
            1024 * 1024,
            128 * 1024,
            false,
            List.of("id", "nested.a", "list.list.element", "no"),
            ParquetTypes.DEFAULT);
    TestFile file = newFile(filters);
    for (int i = 0; i < 1_000; i++) {
      file.append(SampleRows.row(i));
    }
    byte[] bytes = file.finish();
    try (ParquetFileReader reader = open(bytes)) {
      List<ColumnChunkMetaData> columns = reader.getRowGroups().get(0).getColumns();
      assertThat(columns.stream().filter(column -> column.getBloomFilterOffset() >= 0))
          .extracting(column -> column.getPath().toDotString())
          .containsExactly("id", "list.list.element", "nested.a");
      BloomFilter ids = reader.readBloomFilter(columns.get(0));
      assertThat(ids.findHash(ids.hash(999))).isTrue();
      int falseHits = 0;
      for (int i = 1_000; i < 2_000; i++) {
        falseHits += ids.findHash(ids.hash(i)) ? 1 : 0;
      }
      assertThat(falseHits).isLessThan(50);
    }
    assertThat(DuckDb.readParquet(bytes)).hasSize(1_000);
  }

  @Test
  void columnsOfFewDistinctValuesHaveNoBloomFilter() throws IOException {
    Schema schema =
        SchemaBuilder.struct()
            .field("flag", Schema.BOOLEAN_SCHEMA)
            .field("few", Schema.STRING_SCHEMA)
            .build();
    ParquetConfig filters =
        new ParquetConfig(1024 * 1024, 1024, true, List.of("flag", "few"), ParquetTypes.DEFAULT);
    Struct value = new Struct(schema).put("flag", true).put("few", "a");
    TestFile file =
        TestFile.of(FormatConfigs.parquet(CompressionName.NONE, filters), schema, value);
    for (int i = 0; i < 100; i++) {
      file.append(value);
    }
    try (ParquetFileReader reader = open(file.finish())) {
      assertThat(chunks(reader))
          .hasSize(2)
          .allSatisfy(chunk -> assertThat(chunk.getBloomFilterOffset()).isNegative());
    }
  }
}
