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

import io.sluice.config.Choices;
import io.sluice.config.CompressionName;
import io.sluice.config.FormatConfig;
import io.sluice.config.FormatConfigs;
import io.sluice.config.FormatName;
import io.sluice.config.ParquetConfig;
import io.sluice.config.ParquetTypes;
import io.sluice.it.read.DuckDb;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ParquetFormatTest extends RecordFormatContract {
  /** Small enough for several row groups in a file of a few megabytes. */
  private static final ParquetConfig SMALL_GROUPS =
      new ParquetConfig(1024 * 1024, 128 * 1024, true, List.of(), ParquetTypes.DEFAULT);

  private static final ParquetConfig DEFAULTS =
      new ParquetConfig(
          ParquetConfig.DEFAULT_ROW_GROUP_BYTES,
          ParquetConfig.DEFAULT_PAGE_BYTES,
          true,
          List.of(),
          ParquetTypes.DEFAULT);

  @Override
  FormatName format() {
    return FormatName.PARQUET;
  }

  @Override
  String extension() {
    return ".parquet";
  }

  @Override
  String extension(FormatConfig config) {
    return switch (config.compression()) {
      case GZIP -> ".gz.parquet";
      case SNAPPY -> ".snappy.parquet";
      case ZSTD -> ".zstd.parquet";
      case LZ4 -> ".lz4raw.parquet";
      default -> ".parquet";
    };
  }

  @Override
  Stream<FormatConfig> configs() {
    return Stream.of(
            CompressionName.NONE,
            CompressionName.GZIP,
            CompressionName.SNAPPY,
            CompressionName.ZSTD,
            CompressionName.LZ4)
        .map(compression -> FormatConfigs.parquet(compression, SMALL_GROUPS));
  }

  @Override
  CompressionName stream(FormatConfig config) {
    return CompressionName.NONE;
  }

  @Override
  long tolerance() {
    // The footer and the effect of dictionaries on open pages are estimated.
    return 16 * 1024;
  }

  @Override
  Object valueOfLength(int bytes) {
    // The id and the text's length take four bytes each, an empty list and two nulls one each.
    return SampleRows.rowWithText(bytes - 11);
  }

  @Override
  List<Object> read(byte[] file) throws IOException {
    List<Object> values = new ArrayList<>();
    DuckDb.readParquet(file).forEach(row -> values.add(SampleRows.row(row)));
    return values;
  }

  @Override
  Description describe(byte[] file) throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(new BytesFile(file))) {
      FileMetaData footer = reader.getFileMetaData();
      return new Description(
          compressionOf(reader),
          footer.getKeyValueMetaData().get("sluice.topic"),
          footer.getKeyValueMetaData().get("sluice.partition"),
          footer.getSchema().getName());
    }
  }

  /** The only compression of all column chunks. */
  private static String compressionOf(ParquetFileReader reader) {
    List<String> codecs =
        reader.getRowGroups().stream()
            .flatMap(group -> group.getColumns().stream())
            .map(chunk -> chunk.getCodec().name())
            .distinct()
            .toList();
    assertThat(codecs).hasSize(1);
    return switch (codecs.get(0)) {
      case "UNCOMPRESSED" -> "none";
      case "LZ4_RAW" -> "lz4";
      default -> codecs.get(0).toLowerCase(Locale.ROOT);
    };
  }

  @Test
  void theFooterHasTheSchemaOfConnect() throws IOException {
    TestFile file = newFile();
    file.append(value(1));
    try (ParquetFileReader reader = ParquetFileReader.open(new BytesFile(file.finish()))) {
      assertThat(reader.getFileMetaData().getKeyValueMetaData().get("sluice.schema"))
          .contains("\"com.acme.Value\"", "\"Nested\"");
    }
  }

  @ParameterizedTest
  @MethodSource("configs")
  void everyLevelIsReadBack(FormatConfig config) throws IOException {
    CompressionName compression = config.compression();
    for (int level = compression.levels().min();
        compression.levels().exists() && level <= compression.levels().max();
        level++) {
      TestFile file = newFile(leveled(compression, level));
      file.append(value(level));
      assertThat(read(file.finish())).containsExactly(value(level));
    }
  }

  @Test
  void aHigherLevelCompressesMore() throws IOException {
    for (CompressionName compression :
        List.of(CompressionName.GZIP, CompressionName.ZSTD, CompressionName.LZ4)) {
      assertThat(lengthAt(compression, compression.levels().max()))
          .isLessThan(lengthAt(compression, compression.levels().min()));
    }
  }

  private int lengthAt(CompressionName compression, int level) throws IOException {
    TestFile file = newFile(leveled(compression, level));
    for (int i = 0; i < 5_000; i++) {
      file.append(value(i));
    }
    return file.finish().length;
  }

  private static FormatConfig leveled(CompressionName compression, int level) {
    return FormatConfigs.of(
        FormatName.PARQUET,
        FormatConfig.COMPRESSION,
        Choices.name(compression),
        FormatConfig.COMPRESSION_LEVEL,
        String.valueOf(level));
  }

  @ParameterizedTest
  @MethodSource("configs")
  void withDefaultsTheEstimateIsWithinAPageOfEachColumn(FormatConfig config) throws IOException {
    TestFile file = newFile(FormatConfigs.parquet(config.compression(), DEFAULTS));
    for (int i = 0; file.encoder.encodedBytes() < 40 * 1024 * 1024; i++) {
      file.append(value(i));
    }
    long estimate = file.encoder.size();
    long length = file.finish().length;
    assertThat(estimate).isBetween(length * 9 / 10, length * 11 / 10);
  }

  @Test
  void aSchemaThatParquetCannotExpressIsRefusedBeforeAFileIsOpened() {
    Schema empty = SchemaBuilder.struct().build();
    Schema cut = SchemaBuilder.struct().field("\uD83D", Schema.INT8_SCHEMA).build();
    Schema negative = SchemaBuilder.struct().field("d", Decimal.schema(-2000)).build();
    assertRefused(empty, "''", "no fields", "format=json");
    assertRefused(cut, "half of a surrogate pair");
    assertRefused(negative, "scale");
  }

  @Test
  void aPendingFileOfAnUnknownCompressionIsRefused() {
    assertUnknownCompression("brotli", "compression 'brotli'");
    assertUnknownCompression("bzip2", "format parquet with compression 'bzip2'");
  }
}
