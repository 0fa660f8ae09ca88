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
import io.sluice.config.OrcConfig;
import io.sluice.format.encode.RecordEncoder;
import io.sluice.it.read.OrcContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.orc.CompressionKind;
import org.apache.orc.OrcProto;
import org.apache.orc.RecordReader;
import org.apache.orc.StripeInformation;
import org.apache.orc.impl.OrcCodecPool;
import org.apache.orc.impl.RecordReaderImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OrcFormatTest extends RecordFormatContract {
  // Small, so that the files have several.
  private static final int STRIPE_BYTES = 512 * 1024;

  @Override
  FormatName format() {
    return FormatName.ORC;
  }

  @Override
  String extension() {
    return ".orc";
  }

  @Override
  Stream<FormatConfig> configs() {
    return Stream.of(
            CompressionName.NONE,
            CompressionName.DEFLATE,
            CompressionName.SNAPPY,
            CompressionName.ZSTD,
            CompressionName.LZ4)
        .map(OrcFormatTest::config);
  }

  private static FormatConfig config(CompressionName compression) {
    return FormatConfigs.orc(new OrcConfig(STRIPE_BYTES, 10_000, List.of()), compression);
  }

  /** None: ORC's reader undoes the compression, which is inside. */
  @Override
  CompressionName stream(FormatConfig config) {
    return CompressionName.NONE;
  }

  @Override
  String extension(FormatConfig config) {
    return switch (config.compression()) {
      case NONE -> ".orc";
      case DEFLATE -> ".zlib.orc";
      default -> '.' + Choices.name(config.compression()) + ".orc";
    };
  }

  /** The last stripe is estimated by those before it. */
  @Override
  long tolerance() {
    return STRIPE_BYTES / 8;
  }

  @Override
  Object valueOfLength(int bytes) {
    // The id and two lengths take four bytes each, two nulls one.
    return new Struct(SCHEMA)
        .put("id", 0)
        .put("text", "x".repeat(bytes - 14))
        .put("list", List.of());
  }

  @Override
  void assertWithoutRecords(byte[] file) throws IOException {
    assertThat(read(file)).isEmpty();
  }

  @Override
  List<Object> read(byte[] file) throws IOException {
    try (OrcContent content = OrcContent.of(file)) {
      List<Object> values = new ArrayList<>();
      content.rows().forEach(row -> values.add(struct(row)));
      return values;
    }
  }

  private static Struct struct(Map<String, Object> row) {
    Map<?, ?> nested = (Map<?, ?>) row.get("nested");
    return new Struct(SCHEMA)
        .put("id", row.get("id"))
        .put("text", row.get("text"))
        .put("list", row.get("list"))
        .put("nested", nested == null ? null : new Struct(NESTED).put("a", nested.get("a")))
        .put("price", row.get("price"));
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, NONE",
    "DEFLATE, ZLIB",
    "SNAPPY, SNAPPY",
    "ZSTD, ZSTD",
    "LZ4, LZ4",
  })
  void theFooterNamesTopicPartitionSchemaAndCodec(CompressionName compression, CompressionKind kind)
      throws IOException {
    TestFile file = new TestFile(config(compression));
    file.append(value(1));
    try (OrcContent content = OrcContent.of(file.finish())) {
      assertThat(content.reader().getCompressionKind()).isEqualTo(kind);
      assertThat(content.metadata("sluice.topic")).isEqualTo("topic");
      assertThat(content.metadata("sluice.partition")).isEqualTo("0");
      assertThat(content.metadata("sluice.schema"))
          .startsWith("{\"type\":\"struct\",\"name\":\"com.acme.Value\"");
    }
  }

  @ParameterizedTest
  @MethodSource("configs")
  void stripesHaveTheSizeThatWasAskedFor(FormatConfig config) throws IOException {
    TestFile file = new TestFile(config);
    long most = 0;
    for (int i = 0; i < 50_000; i++) {
      file.append(value(i));
      most = Math.max(most, file.encoder.bufferedBytes());
    }
    // A stripe, and what the batch that filled it took; what is held between two stripes.
    assertThat(most).isBetween((long) STRIPE_BYTES, 2L * STRIPE_BYTES);
    try (OrcContent content = OrcContent.of(file.finish())) {
      List<StripeInformation> stripes = content.reader().getStripes();
      assertThat(stripes).hasSizeGreaterThan(1);
      assertThat(stripes)
          .allSatisfy(stripe -> assertThat(stripe.getLength()).isLessThan(STRIPE_BYTES * 5L / 4));
    }
  }

  @ParameterizedTest
  @MethodSource("configs")
  void aRelievedFileHoldsLittleAndGoesOn(FormatConfig config) throws IOException {
    TestFile file = new TestFile(config);
    List<Object> expected = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      file.append(value(i));
      expected.add(value(i));
      if (i % 3_000 == 2_999) {
        assertThat(file.encoder.bufferedBytes()).isGreaterThan(384L * 1024);
        file.encoder.flush();
        file.encoder.flush();
        assertThat(file.encoder.bufferedBytes()).isLessThan(256L * 1024);
      }
    }
    byte[] content = file.finish();
    assertThat(read(content)).isEqualTo(expected);
    try (OrcContent read = OrcContent.of(content)) {
      assertThat(read.reader().getStripes()).hasSize(4);
    }
  }

  /** The memory of the library's encoders of integers, which it does not count itself. */
  @ParameterizedTest
  @CsvSource({"FLOAT64, 2, 8", "INT64, 16, 20", "BYTES, 18, 26", "STRING, 34, 46"})
  void aColumnHoldsWhatItsTypeTakes(Schema.Type type, int leastKib, int mostKib)
      throws IOException {
    SchemaBuilder builder = SchemaBuilder.struct();
    for (int i = 0; i < 1_000; i++) {
      builder.field("column" + i, SchemaBuilder.type(type).optional().build());
    }
    Schema wide = builder.build();
    Struct value = new Struct(wide);
    Object each =
        switch (type) {
          case FLOAT64 -> 1.5;
          case INT64 -> 15L;
          case BYTES -> new byte[] {15};
          default -> "15";
        };
    wide.fields().forEach(field -> value.put(field, each));
    SinkRecord record = new SinkRecord("topic", 0, null, null, wide, value, 0);
    Format format = Formats.of(config(CompressionName.NONE), 100_000);
    RecordEncoder encoder =
        format.open(new FileHeader(format.schemas().of(record), "topic", 0), new RecordingOutput());
    while (encoder.encodedBytes() < 64 * 1024) {
      encoder.append(record);
    }
    assertThat(encoder.bufferedBytes()).isBetween(leastKib * 1024L * 1000, mostKib * 1024L * 1000);
    encoder.release();
  }

  @Test
  void everyLevelOfZstdIsReadBack() throws IOException {
    CompressionName zstd = CompressionName.ZSTD;
    for (int level = zstd.minLevel(); level <= zstd.maxLevel(); level++) {
      TestFile file =
          new TestFile(FormatConfigs.orc(OrcConfig.DEFAULT, zstd, OptionalInt.of(level)));
      file.append(value(level));
      assertThat(read(file.finish())).containsExactly(value(level));
    }
  }

  @Test
  void aHigherLevelOfZstdGivesASmallerFile() throws IOException {
    assertThat(sizeAtLevel(19)).isLessThan(sizeAtLevel(1));
  }

  private int sizeAtLevel(int level) throws IOException {
    TestFile file =
        new TestFile(
            FormatConfigs.orc(OrcConfig.DEFAULT, CompressionName.ZSTD, OptionalInt.of(level)));
    for (int i = 0; i < 20_000; i++) {
      file.append(value(i));
    }
    return file.finish().length;
  }

  @Test
  void indexAndBloomFiltersAreWhatWasAskedFor() throws IOException {
    OrcConfig orc = new OrcConfig(STRIPE_BYTES, 1000, List.of("text", "absent", "price"));
    TestFile file = new TestFile(FormatConfigs.orc(orc, CompressionName.SNAPPY));
    for (int i = 0; i < 2_500; i++) {
      file.append(value(i));
    }
    try (OrcContent content = OrcContent.of(file.finish())) {
      assertThat(content.reader().getRowIndexStride()).isEqualTo(1000);
      assertThat(bloomFilterColumns(content))
          .containsExactlyInAnyOrder(
              content.reader().getSchema().findSubtype("text").getId(),
              content.reader().getSchema().findSubtype("price").getId());
    }
  }

  private static List<Integer> bloomFilterColumns(OrcContent content) throws IOException {
    List<Integer> columns = new ArrayList<>();
    try (RecordReader records = content.reader().rows()) {
      OrcProto.StripeFooter footer =
          ((RecordReaderImpl) records).readStripeFooter(content.reader().getStripes().get(0));
      for (OrcProto.Stream stream : footer.getStreamsList()) {
        if (stream.getKind() == OrcProto.Stream.Kind.BLOOM_FILTER_UTF8) {
          columns.add(stream.getColumn());
        }
      }
    }
    return columns;
  }

  @ParameterizedTest
  @MethodSource("configs")
  void codecsGoBackToTheirPool(FormatConfig config) throws IOException {
    CompressionKind kind =
        config.compression() == CompressionName.DEFLATE
            ? CompressionKind.ZLIB
            : CompressionKind.valueOf(config.compression().name());
    new TestFile(config).finish();
    int before = OrcCodecPool.getPoolSize(kind);
    TestFile finished = new TestFile(config);
    TestFile failed = new TestFile(config);
    TestFile released = new TestFile(config);
    for (int i = 0; i < 3_000; i++) {
      finished.append(value(i));
      failed.append(value(i));
      released.append(value(i));
    }
    finished.finish();
    failed.output.failing = true;
    assertThatThrownBy(failed.encoder::finish).hasMessage("no space");
    failed.encoder.release();
    released.encoder.release();
    assertThat(OrcCodecPool.getPoolSize(kind)).isGreaterThanOrEqualTo(before);
    assertThat(OrcCodecPool.getPoolSize(kind)).isGreaterThanOrEqualTo(before == 0 ? 0 : 3);
  }

  @Test
  void aReleasedFileIsForgottenByTheLibrary() throws IOException {
    OrcConfig orc = new OrcConfig(256 * 1024 * 1024, 10_000, List.of());
    TestFile file = new TestFile(FormatConfigs.orc(orc, CompressionName.NONE));
    long before = usedHeap();
    for (int i = 0; file.encoder.bufferedBytes() < 32 * 1024 * 1024; i++) {
      file.append(value(i));
    }
    file.encoder.release();
    assertThat(usedHeap() - before).isLessThan(16L * 1024 * 1024);
    // Here the encoder is still in use.
    assertThat(file.encoder.bufferedBytes()).isZero();
  }

  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void theReasonOfARejectionNamesThePlace() throws IOException {
    TestFile file = new TestFile(config(CompressionName.NONE));
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
  void schemasThatOrcCannotExpressAreRefusedBeforeAFileIsOpened() {
    assertRefused(SchemaBuilder.struct().build(), "no fields");
    assertRefused(
        SchemaBuilder.struct().field("s", SchemaBuilder.struct().optional().build()).build(),
        "no fields");
    Schema wide =
        Decimal.builder(2).optional().parameter("connect.decimal.precision", "39").build();
    assertRefused(SchemaBuilder.struct().field("d", wide).build(), "precision of 39");
    assertRefused(
        SchemaBuilder.struct().field("d", Decimal.builder(39).optional().build()).build(),
        "scale of 39");
    assertRefused(
        SchemaBuilder.struct().field("\uD83D", Schema.OPTIONAL_STRING_SCHEMA).build(),
        "surrogate pair");
    assertRefused(
        SchemaBuilder.struct().field("a`b", Schema.OPTIONAL_STRING_SCHEMA).build(), "backtick");
  }

  private static void assertRefused(Schema schema, String reason) {
    Format format = Formats.of(config(CompressionName.NONE), 1000);
    SinkRecord record = new SinkRecord("t", 0, null, null, schema, new Struct(schema), 0);
    assertThatThrownBy(() -> format.schemas().of(record))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void aPendingFileThatCannotBeWrittenAgainIsRefused() {
    Format format = Formats.of(config(CompressionName.NONE), 1000);
    assertThatThrownBy(() -> format.schema(null)).isInstanceOf(ConnectException.class);
    FormatConfig today = config(CompressionName.NONE);
    assertThatThrownBy(() -> Formats.named("orc", "gzip", today))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("'gzip'");
  }

  @Test
  void aSchemaOfTheLedgerOpensTheSameFile() throws IOException {
    Format format = Formats.of(config(CompressionName.SNAPPY), 100_000);
    SinkRecord record = new SinkRecord("topic", 3, null, null, SCHEMA, value(1), 0);
    String text = format.schemas().of(record).text();
    Format named = Formats.named("orc", "snappy", config(CompressionName.NONE));
    RecordingOutput output = new RecordingOutput();
    RecordEncoder encoder = named.open(new FileHeader(named.schema(text), "topic", 3), output);
    encoder.append(record);
    encoder.finish();
    try (OrcContent content = OrcContent.of(output.toByteArray())) {
      assertThat(content.reader().getCompressionKind()).isEqualTo(CompressionKind.SNAPPY);
      assertThat(content.metadata("sluice.partition")).isEqualTo("3");
      assertThat(struct(content.rows().get(0))).isEqualTo(value(1));
    }
  }
}
