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

import io.sluice.config.CompressionName;
import io.sluice.config.FormatConfigs;
import io.sluice.config.OrcConfig;
import io.sluice.config.OrcTimestamp;
import io.sluice.it.read.OrcContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.orc.CompressionKind;
import org.apache.orc.OrcProto;
import org.apache.orc.RecordReader;
import org.apache.orc.StripeInformation;
import org.apache.orc.impl.OrcCodecPool;
import org.apache.orc.impl.RecordReaderImpl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The stripes, indexes and codecs of ORC files, and the memory that they take. */
class OrcLayoutTest {
  /** Small, so that files have several stripes. */
  private static final int STRIPE_BYTES = 512 * 1024;

  private static final OrcConfig SMALL_STRIPES =
      new OrcConfig(STRIPE_BYTES, 10_000, List.of(), OrcTimestamp.TIMESTAMP);

  private static TestFile newFile(CompressionName compression) throws IOException {
    return newFile(SMALL_STRIPES, compression);
  }

  private static TestFile newFile(OrcConfig orc, CompressionName compression) throws IOException {
    return SampleRows.file(FormatConfigs.orc(orc, compression));
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "DEFLATE", "SNAPPY", "ZSTD", "LZ4"})
  void stripesHaveTheSizeThatWasAskedFor(CompressionName compression) throws IOException {
    TestFile file = newFile(compression);
    long most = 0;
    for (int i = 0; i < 50_000; i++) {
      file.append(SampleRows.row(i));
      most = Math.max(most, file.encoder.bufferedBytes());
    }
    // A stripe, the batch that filled it, and what the library keeps from one stripe to the next.
    assertThat(most).isBetween((long) STRIPE_BYTES, 2L * STRIPE_BYTES);
    try (OrcContent content = OrcContent.of(file.finish())) {
      List<StripeInformation> stripes = content.reader().getStripes();
      assertThat(stripes).hasSizeGreaterThan(1);
      assertThat(stripes)
          .allSatisfy(stripe -> assertThat(stripe.getLength()).isLessThan(STRIPE_BYTES * 5L / 4));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "DEFLATE", "SNAPPY", "ZSTD", "LZ4"})
  void aFlushedFileHoldsLittleAndGoesOn(CompressionName compression) throws IOException {
    TestFile file = newFile(compression);
    for (int i = 0; i < 10_000; i++) {
      file.append(SampleRows.row(i));
      if (i % 3_000 == 2_999) {
        assertThat(file.encoder.bufferedBytes()).isGreaterThan(384L * 1024);
        file.encoder.flush();
        file.encoder.flush();
        assertThat(file.encoder.bufferedBytes()).isLessThan(256L * 1024);
      }
    }
    try (OrcContent content = OrcContent.of(file.finish())) {
      List<Map<String, Object>> rows = content.rows();
      assertThat(rows).hasSize(10_000);
      for (int i = 0; i < 10_000; i++) {
        assertThat(SampleRows.row(rows.get(i))).isEqualTo(SampleRows.row(i));
      }
      assertThat(content.reader().getStripes()).hasSize(4);
    }
  }

  /** The encoder counts the library's integer encoders, which the library itself does not. */
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
    TestFile file =
        TestFile.of(FormatConfigs.orc(SMALL_STRIPES, CompressionName.NONE), wide, value);
    while (file.encoder.encodedBytes() < 64 * 1024) {
      file.append(value);
    }
    assertThat(file.encoder.bufferedBytes())
        .isBetween(leastKib * 1024L * 1000, mostKib * 1024L * 1000);
    file.encoder.release();
  }

  @Test
  void indexAndBloomFiltersAreWhatWasAskedFor() throws IOException {
    OrcConfig orc =
        new OrcConfig(
            STRIPE_BYTES, 1000, List.of("text", "absent", "price"), OrcTimestamp.TIMESTAMP);
    TestFile file = newFile(orc, CompressionName.SNAPPY);
    for (int i = 0; i < 2_500; i++) {
      file.append(SampleRows.row(i));
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
  @EnumSource(names = {"NONE", "DEFLATE", "SNAPPY", "ZSTD", "LZ4"})
  void codecsGoBackToTheirPool(CompressionName compression) throws IOException {
    CompressionKind kind =
        compression == CompressionName.DEFLATE
            ? CompressionKind.ZLIB
            : CompressionKind.valueOf(compression.name());
    newFile(compression).finish();
    int before = OrcCodecPool.getPoolSize(kind);
    TestFile finished = newFile(compression);
    TestFile failed = newFile(compression);
    TestFile released = newFile(compression);
    for (int i = 0; i < 3_000; i++) {
      finished.append(SampleRows.row(i));
      failed.append(SampleRows.row(i));
      released.append(SampleRows.row(i));
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
    OrcConfig orc = new OrcConfig(256 * 1024 * 1024, 10_000, List.of(), OrcTimestamp.TIMESTAMP);
    TestFile file = newFile(orc, CompressionName.NONE);
    long before = usedHeap();
    for (int i = 0; file.encoder.bufferedBytes() < 32 * 1024 * 1024; i++) {
      file.append(SampleRows.row(i));
    }
    file.encoder.release();
    assertThat(usedHeap() - before).isLessThan(16L * 1024 * 1024);
    // Keeps the encoder reachable until here.
    assertThat(file.encoder.bufferedBytes()).isZero();
  }

  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
