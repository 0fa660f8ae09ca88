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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.Choices;
import io.sluice.config.CompressionName;
import io.sluice.config.FormatConfig;
import io.sluice.config.FormatConfigs;
import io.sluice.config.FormatName;
import io.sluice.config.ParquetConfig;
import io.sluice.format.encode.RecordEncoder;
import io.sluice.it.read.DuckDb;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ParquetFormatTest extends RecordFormatContract {
  /** Small enough for several row groups in a file of a few megabytes. */
  private static final ParquetConfig SMALL_GROUPS =
      new ParquetConfig(1024 * 1024, 128 * 1024, true, List.of());

  private static final ParquetConfig DEFAULTS =
      new ParquetConfig(
          ParquetConfig.DEFAULT_ROW_GROUP_BYTES, ParquetConfig.DEFAULT_PAGE_BYTES, true, List.of());

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
    // What dictionaries save in the pages that have not ended, and the footer, are estimated.
    return 16 * 1024;
  }

  @Override
  Object valueOfLength(int bytes) {
    // The id and the text's length take four bytes each, an empty list and two nulls one each.
    return new Struct(SCHEMA)
        .put("id", 0)
        .put("text", "x".repeat(bytes - 11))
        .put("list", List.of());
  }

  @Override
  void assertWithoutRecords(byte[] file) throws IOException {
    assertThat(read(file)).isEmpty();
  }

  @Override
  List<Object> read(byte[] file) throws IOException {
    List<Object> values = new ArrayList<>();
    for (Map<String, Object> row : DuckDb.readParquet(file)) {
      Map<?, ?> nested = (Map<?, ?>) row.get("nested");
      values.add(
          new Struct(SCHEMA)
              .put("id", row.get("id"))
              .put("text", row.get("text"))
              .put("list", row.get("list"))
              .put("nested", nested == null ? null : new Struct(NESTED).put("a", nested.get("a")))
              .put("price", row.get("price")));
    }
    return values;
  }

  private static ParquetFileReader open(byte[] file) throws IOException {
    return ParquetFileReader.open(new BytesFile(file));
  }

  @ParameterizedTest
  @MethodSource("configs")
  void theFooterNamesTopicPartitionSchemaAndCodec(FormatConfig config) throws IOException {
    TestFile file = new TestFile(config);
    file.append(value(1));
    try (ParquetFileReader reader = open(file.finish())) {
      Map<String, String> metadata = reader.getFileMetaData().getKeyValueMetaData();
      assertThat(metadata).containsEntry("sluice.topic", "topic");
      assertThat(metadata).containsEntry("sluice.partition", "0");
      assertThat(metadata.get("sluice.schema")).contains("\"com.acme.Value\"", "\"Nested\"");
      assertThat(reader.getFileMetaData().getSchema().getName()).isEqualTo("com.acme.Value");
      assertThat(chunks(reader))
          .allSatisfy(chunk -> assertThat(chunk.getCodec().name()).isEqualTo(parquetName(config)));
    }
  }

  private static String parquetName(FormatConfig config) {
    return switch (config.compression()) {
      case NONE -> "UNCOMPRESSED";
      case LZ4 -> "LZ4_RAW";
      default -> config.compression().name();
    };
  }

  private static List<ColumnChunkMetaData> chunks(ParquetFileReader reader) {
    return reader.getRowGroups().stream().flatMap(group -> group.getColumns().stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("configs")
  void everyLevelIsReadBack(FormatConfig config) throws IOException {
    CompressionName compression = config.compression();
    for (int level = compression.minLevel();
        compression.hasLevels() && level <= compression.maxLevel();
        level++) {
      TestFile file = new TestFile(leveled(compression, level));
      file.append(value(level));
      assertThat(read(file.finish())).containsExactly(value(level));
    }
  }

  @Test
  void aHigherLevelCompressesMore() throws IOException {
    for (CompressionName compression :
        List.of(CompressionName.GZIP, CompressionName.ZSTD, CompressionName.LZ4)) {
      assertThat(lengthAt(compression, compression.maxLevel()))
          .isLessThan(lengthAt(compression, compression.minLevel()));
    }
  }

  private int lengthAt(CompressionName compression, int level) throws IOException {
    TestFile file = new TestFile(leveled(compression, level));
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

  @Test
  void rowGroupsHaveTheSizeThatWasAskedFor() throws IOException {
    TestFile file = new TestFile(FormatConfigs.parquet(CompressionName.NONE, SMALL_GROUPS));
    for (int i = 0; i < 100_000; i++) {
      file.append(value(i));
      // The columns hold no more than a group; what is more is for slack in their arrays.
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
    ParquetConfig pages = new ParquetConfig(4 * 1024 * 1024, 16 * 1024, false, List.of());
    TestFile file = new TestFile(FormatConfigs.parquet(CompressionName.NONE, pages));
    for (int i = 0; i < 10_000; i++) {
      file.append(value(i));
    }
    try (ParquetFileReader reader = open(file.finish())) {
      ColumnChunkMetaData text = reader.getRowGroups().get(0).getColumns().get(1);
      int count = reader.readOffsetIndex(text).getPageCount();
      assertThat(text.getTotalUncompressedSize() / count).isBetween(10_000L, 20_000L);
    }
  }

  @Test
  void hugeRecordsDoNotWaitForOthers() throws IOException {
    TestFile file = new TestFile(FormatConfigs.parquet(CompressionName.NONE, SMALL_GROUPS));
    for (int i = 0; i < 5_000; i++) {
      file.append(value(i));
    }
    for (int i = 0; i < 20; i++) {
      file.append(valueOfLength(2 * 1024 * 1024));
      assertThat(file.encoder.bufferedBytes()).isLessThan(8 * 1024 * 1024);
    }
    assertThat(read(file.finish())).hasSize(5_020);
  }

  @Test
  void dictionariesAreUsedUnlessTheyAreTurnedOff() throws IOException {
    ParquetConfig without =
        new ParquetConfig(
            DEFAULTS.rowGroupBytes(), DEFAULTS.pageBytes(), false, DEFAULTS.bloomFilterColumns());
    assertThat(encodings(DEFAULTS)).anyMatch(Encoding::usesDictionary);
    assertThat(encodings(without)).noneMatch(Encoding::usesDictionary);
  }

  private Set<Encoding> encodings(ParquetConfig config) throws IOException {
    TestFile file = new TestFile(FormatConfigs.parquet(CompressionName.NONE, config));
    for (int i = 0; i < 100; i++) {
      file.append(value(i % 2));
    }
    Set<Encoding> encodings = new HashSet<>();
    try (ParquetFileReader reader = open(file.finish())) {
      chunks(reader).forEach(chunk -> encodings.addAll(chunk.getEncodings()));
    }
    return encodings;
  }

  @Test
  void theMemoryOfDictionariesCounts() throws IOException {
    long few = heldByTexts(2);
    long many = heldByTexts(10_000);
    // For each text an object and an array, 48 bytes and those of the text, and up to three slots
    // of
    // 16 bytes in a table.
    assertThat(many - few).isBetween(10_000L * 80, 10_000L * 130);
  }

  private long heldByTexts(int distinct) throws IOException {
    Schema schema = SchemaBuilder.struct().field("text", Schema.STRING_SCHEMA).build();
    Format format = Formats.of(FormatConfigs.parquet(CompressionName.NONE, DEFAULTS), 1000);
    RecordEncoder encoder = null;
    for (int i = 0; i < 20_000; i++) {
      Struct value = new Struct(schema).put("text", String.valueOf(10_000 + i % distinct));
      SinkRecord record = new SinkRecord("topic", 0, null, null, schema, value, 0);
      if (encoder == null) {
        FileHeader header = new FileHeader(format.schemas().of(record), "topic", 0);
        encoder = format.open(header, new RecordingOutput());
      }
      encoder.append(record);
    }
    long held = encoder.bufferedBytes();
    encoder.release();
    return held;
  }

  @Test
  void bloomFiltersStandAtTheColumnsThatWereNamed() throws IOException {
    ParquetConfig filters =
        new ParquetConfig(
            1024 * 1024, 128 * 1024, false, List.of("id", "nested.a", "list.list.element", "no"));
    TestFile file = new TestFile(FormatConfigs.parquet(CompressionName.SNAPPY, filters));
    for (int i = 0; i < 1_000; i++) {
      file.append(value(i));
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
    assertThat(read(bytes)).hasSize(1_000);
  }

  @Test
  void bloomFiltersAreLeftOutWhereTheyTellNothing() throws IOException {
    Schema schema =
        SchemaBuilder.struct()
            .field("flag", Schema.BOOLEAN_SCHEMA)
            .field("few", Schema.STRING_SCHEMA)
            .build();
    ParquetConfig filters = new ParquetConfig(1024 * 1024, 1024, true, List.of("flag", "few"));
    Format format = Formats.of(FormatConfigs.parquet(CompressionName.NONE, filters), 1000);
    RecordingOutput output = new RecordingOutput();
    Struct value = new Struct(schema).put("flag", true).put("few", "a");
    SinkRecord record = new SinkRecord("topic", 0, null, null, schema, value, 0);
    RecordEncoder encoder =
        format.open(new FileHeader(format.schemas().of(record), "topic", 0), output);
    for (int i = 0; i < 100; i++) {
      encoder.append(record);
    }
    encoder.finish();
    try (ParquetFileReader reader = open(output.toByteArray())) {
      assertThat(chunks(reader))
          .hasSize(2)
          .allSatisfy(chunk -> assertThat(chunk.getBloomFilterOffset()).isNegative());
    }
  }

  @Test
  void theMemoryOfBloomFiltersCounts() throws IOException {
    ParquetConfig filters = new ParquetConfig(16 * 1024 * 1024, 1024, true, List.of("id", "no"));
    TestFile file = new TestFile(FormatConfigs.parquet(CompressionName.NONE, filters));
    for (int i = 0; i < 1_000; i++) {
      file.append(value(i));
    }
    assertThat(file.encoder.bufferedBytes()).isBetween(256L * 1024, 1024L * 1024);
    file.encoder.release();
  }

  @Test
  void aRelievedFileWritesARowGroupThatIsWorthIt() throws IOException {
    TestFile file = new TestFile(FormatConfigs.parquet(CompressionName.NONE, DEFAULTS));
    int count = 0;
    for (; file.encoder.encodedBytes() < 512 * 1024; count++) {
      file.append(value(count));
    }
    file.encoder.flush();
    assertThat(file.output.size()).isZero();
    for (; file.encoder.encodedBytes() < 2 * 1024 * 1024; count++) {
      file.append(value(count));
    }
    assertThat(file.encoder.bufferedBytes()).isGreaterThan(1024 * 1024);
    file.encoder.flush();
    assertThat(file.output.size()).isGreaterThan(1024 * 1024);
    assertThat(file.encoder.bufferedBytes()).isLessThan(128 * 1024);
    file.append(value(count));
    byte[] bytes = file.finish();
    assertThat(read(bytes)).hasSize(count + 1);
    try (ParquetFileReader reader = open(bytes)) {
      assertThat(reader.getRowGroups()).hasSize(2);
    }
  }

  @ParameterizedTest
  @MethodSource("configs")
  void withDefaultsTheEstimateIsWithinAPageOfEachColumn(FormatConfig config) throws IOException {
    TestFile file = new TestFile(FormatConfigs.parquet(config.compression(), DEFAULTS));
    for (int i = 0; file.encoder.encodedBytes() < 40 * 1024 * 1024; i++) {
      file.append(value(i));
    }
    long estimate = file.encoder.size();
    long length = file.finish().length;
    assertThat(estimate).isBetween(length * 9 / 10, length * 11 / 10);
  }

  @Test
  void theReasonOfARejectionNamesThePlace() throws IOException {
    TestFile file = new TestFile(CompressionName.NONE);
    Struct cut = ((Struct) value(1)).put("nested", new Struct(NESTED).put("a", "cut \uD83D"));
    assertThatThrownBy(() -> file.append(cut))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'/nested/a'")
        .hasMessageContaining("half of a surrogate pair");
    assertThatThrownBy(() -> file.append(new Struct(SCHEMA).put("id", 1)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'/text'")
        .hasMessageContaining("null");
    assertThatThrownBy(() -> file.append(null))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("null.values");
    file.encoder.release();
  }

  @Test
  void aSchemaThatParquetCannotExpressIsRefusedBeforeAFileIsOpened() {
    Schema empty = SchemaBuilder.struct().build();
    Schema nested = SchemaBuilder.struct().field("a/b", SchemaBuilder.array(empty).build()).build();
    Schema optionalKeys =
        SchemaBuilder.struct()
            .field(
                "m", SchemaBuilder.map(Schema.OPTIONAL_STRING_SCHEMA, Schema.INT8_SCHEMA).build())
            .build();
    Schema cut = SchemaBuilder.struct().field("\uD83D", Schema.INT8_SCHEMA).build();
    Schema negative = SchemaBuilder.struct().field("d", Decimal.schema(-2)).build();
    assertRefused(empty, "''", "no fields", "format=json");
    assertRefused(nested, "'/a~1b'", "no fields");
    assertRefused(optionalKeys, "'/m'", "keys of a map are optional", "format=json");
    assertRefused(cut, "half of a surrogate pair");
    assertRefused(negative, "scale");
  }

  private static void assertRefused(Schema schema, String... reasons) {
    Format format = Formats.of(FormatConfigs.parquet(CompressionName.NONE, DEFAULTS), 1000);
    SinkRecord record = new SinkRecord("t", 0, null, null, schema, new Struct(schema), 0);
    assertThatThrownBy(() -> format.schemas().of(record))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(reasons);
  }

  @Test
  void aPendingFileThatCannotBeBuiltAgainIsRefused() {
    FormatConfig today = FormatConfigs.parquet(CompressionName.NONE, DEFAULTS);
    Format format = Formats.of(today, 1000);
    assertThatThrownBy(() -> format.schema(null)).isInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> format.schema("abc"))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("newer");
    assertThatThrownBy(() -> Formats.named("parquet", "brotli", today))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("compression 'brotli'");
    assertThatThrownBy(() -> Formats.named("parquet", "bzip2", today))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("format parquet with compression 'bzip2'");
  }

  @Test
  void aSchemaOfTheLedgerOpensTheSameFile() throws IOException {
    Format format = Formats.of(FormatConfigs.parquet(CompressionName.ZSTD, DEFAULTS), 100_000);
    SinkRecord record = new SinkRecord("topic", 3, null, null, SCHEMA, value(1), 0);
    String text = format.schemas().of(record).text();
    Format named =
        Formats.named("parquet", "zstd", FormatConfigs.of(FormatName.JSON, CompressionName.NONE));
    RecordingOutput output = new RecordingOutput();
    RecordEncoder encoder = named.open(new FileHeader(named.schema(text), "topic", 3), output);
    encoder.append(record);
    encoder.finish();
    assertThat(read(output.toByteArray())).containsExactly(value(1));
    try (ParquetFileReader reader = open(output.toByteArray())) {
      assertThat(chunks(reader))
          .allSatisfy(chunk -> assertThat(Choices.name(chunk.getCodec())).isEqualTo("zstd"));
      assertThat(reader.getFileMetaData().getKeyValueMetaData())
          .containsEntry("sluice.partition", "3");
    }
  }
}
