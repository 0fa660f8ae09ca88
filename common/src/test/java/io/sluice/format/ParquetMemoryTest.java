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
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.junit.jupiter.api.Test;

/** The memory that an open Parquet file counts, and what frees it. */
class ParquetMemoryTest {
  private static final ParquetConfig DEFAULTS =
      new ParquetConfig(
          ParquetConfig.DEFAULT_ROW_GROUP_BYTES,
          ParquetConfig.DEFAULT_PAGE_BYTES,
          true,
          List.of(),
          ParquetTypes.DEFAULT);

  private static TestFile newFile(ParquetConfig parquet) throws IOException {
    return SampleRows.file(FormatConfigs.parquet(CompressionName.NONE, parquet));
  }

  @Test
  void theMemoryOfDictionariesCounts() throws IOException {
    long few = heldByTexts(2);
    long many = heldByTexts(10_000);
    // Each text takes an object and an array, 48 bytes and those of the text, and up to three
    // slots of 16 bytes in a table.
    assertThat(many - few).isBetween(10_000L * 80, 10_000L * 130);
  }

  private long heldByTexts(int distinct) throws IOException {
    Schema schema = SchemaBuilder.struct().field("text", Schema.STRING_SCHEMA).build();
    Struct first = new Struct(schema).put("text", "10000");
    TestFile file =
        TestFile.of(FormatConfigs.parquet(CompressionName.NONE, DEFAULTS), schema, first);
    for (int i = 0; i < 20_000; i++) {
      file.append(new Struct(schema).put("text", String.valueOf(10_000 + i % distinct)));
    }
    long held = file.encoder.bufferedBytes();
    file.encoder.release();
    return held;
  }

  @Test
  void theMemoryOfBloomFiltersCounts() throws IOException {
    ParquetConfig filters =
        new ParquetConfig(16 * 1024 * 1024, 1024, true, List.of("id", "no"), ParquetTypes.DEFAULT);
    TestFile file = newFile(filters);
    for (int i = 0; i < 1_000; i++) {
      file.append(SampleRows.row(i));
    }
    assertThat(file.encoder.bufferedBytes()).isBetween(256L * 1024, 1024L * 1024);
    file.encoder.release();
  }

  @Test
  void aFlushedFileWritesARowGroupThatIsWorthIt() throws IOException {
    TestFile file = newFile(DEFAULTS);
    int count = 0;
    for (; file.encoder.encodedBytes() < 512 * 1024; count++) {
      file.append(SampleRows.row(count));
    }
    file.encoder.flush();
    assertThat(file.output.size()).isZero();
    for (; file.encoder.encodedBytes() < 2 * 1024 * 1024; count++) {
      file.append(SampleRows.row(count));
    }
    assertThat(file.encoder.bufferedBytes()).isGreaterThan(1024 * 1024);
    file.encoder.flush();
    assertThat(file.output.size()).isGreaterThan(1024 * 1024);
    assertThat(file.encoder.bufferedBytes()).isLessThan(128 * 1024);
    file.append(SampleRows.row(count));
    byte[] bytes = file.finish();
    assertThat(DuckDb.readParquet(bytes)).hasSize(count + 1);
    try (ParquetFileReader reader = ParquetFileReader.open(new BytesFile(bytes))) {
      assertThat(reader.getRowGroups()).hasSize(2);
    }
  }
}
