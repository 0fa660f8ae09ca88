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
import io.sluice.config.OrcConfig;
import io.sluice.config.OrcTimestamp;
import io.sluice.it.read.OrcContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.orc.CompressionKind;
import org.junit.jupiter.api.Test;

class OrcFormatTest extends RecordFormatContract {
  /** Small, so that files have several stripes. */
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
    return FormatConfigs.orc(
        new OrcConfig(STRIPE_BYTES, 10_000, List.of(), OrcTimestamp.TIMESTAMP), compression);
  }

  /** NONE, since the format compresses inside. */
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

  /** The size of the last stripe is estimated from the stripes before it. */
  @Override
  long tolerance() {
    return STRIPE_BYTES / 8;
  }

  @Override
  Object valueOfLength(int bytes) {
    // The id and two lengths take four bytes each, two nulls one.
    return SampleRows.rowWithText(bytes - 14);
  }

  @Override
  List<Object> read(byte[] file) throws IOException {
    try (OrcContent content = OrcContent.of(file)) {
      List<Object> values = new ArrayList<>();
      content.rows().forEach(row -> values.add(SampleRows.row(row)));
      return values;
    }
  }

  @Override
  Description describe(byte[] file) throws IOException {
    try (OrcContent content = OrcContent.of(file)) {
      CompressionKind kind = content.reader().getCompressionKind();
      return new Description(
          kind == CompressionKind.ZLIB ? "deflate" : kind.name().toLowerCase(Locale.ROOT),
          content.metadata("sluice.topic"),
          content.metadata("sluice.partition"),
          content.reader().getSchema().getAttributeValue("sluice.name"));
    }
  }

  @Test
  void theFooterHasTheSchemaOfConnect() throws IOException {
    TestFile file = newFile();
    file.append(value(1));
    try (OrcContent content = OrcContent.of(file.finish())) {
      assertThat(content.metadata("sluice.schema"))
          .startsWith("{\"type\":\"struct\",\"name\":\"com.acme.Value\"");
    }
  }

  @Test
  void everyLevelOfZstdIsReadBack() throws IOException {
    CompressionName zstd = CompressionName.ZSTD;
    for (int level = zstd.levels().min(); level <= zstd.levels().max(); level++) {
      TestFile file = newFile(FormatConfigs.orc(OrcConfig.DEFAULT, zstd, OptionalInt.of(level)));
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
        newFile(FormatConfigs.orc(OrcConfig.DEFAULT, CompressionName.ZSTD, OptionalInt.of(level)));
    for (int i = 0; i < 20_000; i++) {
      file.append(value(i));
    }
    return file.finish().length;
  }

  @Test
  void schemasThatOrcCannotExpressAreRefusedBeforeAFileIsOpened() {
    assertRefused(SchemaBuilder.struct().build(), "no fields");
    assertRefused(
        SchemaBuilder.struct().field("\uD83D", Schema.OPTIONAL_STRING_SCHEMA).build(),
        "surrogate pair");
    assertRefused(
        SchemaBuilder.struct().field("a`b", Schema.OPTIONAL_STRING_SCHEMA).build(), "backtick");
  }

  @Test
  void aPendingFileOfAnUnknownCompressionIsRefused() {
    assertUnknownCompression("gzip", "'gzip'");
  }
}
