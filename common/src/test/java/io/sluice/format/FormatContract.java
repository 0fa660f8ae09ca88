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
import io.sluice.it.read.ExactStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the engine relies on in every format. {@link #read} and {@link ExactStream} read files back
 * with libraries of others.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FormatContract extends FormatFixture {
  private static final int CHUNK = 64 * 1024;

  @ParameterizedTest
  @MethodSource("configs")
  void everyRecordIsReadBackInOrder(FormatConfig config) throws IOException {
    TestFile file = newFile(config);
    List<Object> expected = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      file.append(value(i));
      expected.add(value(i));
    }
    assertThat(read(file.finish())).isEqualTo(joined(expected));
  }

  @ParameterizedTest
  @MethodSource("configs")
  void aFileWithoutRecordsIsWellFormed(FormatConfig config) throws IOException {
    TestFile file = newFile(config);
    assertWithoutRecords(file.finish());
  }

  @ParameterizedTest
  @MethodSource("configs")
  void aRejectedRecordDoesNotChangeTheFile(FormatConfig config) throws IOException {
    TestFile file = newFile(config);
    List<Object> expected = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      file.append(value(i));
      expected.add(value(i));
      if (i % 100 == 0) {
        for (Object rejected : rejectedValues()) {
          long encoded = file.encoder.encodedBytes();
          assertThatThrownBy(() -> file.append(rejected)).isInstanceOf(DataException.class);
          assertThat(file.encoder.encodedBytes()).isEqualTo(encoded);
        }
      }
    }
    assertThat(read(file.finish())).isEqualTo(joined(expected));
  }

  @ParameterizedTest
  @MethodSource("configs")
  void aRecordOfManyChunksIsWritten(FormatConfig config) throws IOException {
    TestFile file = newFile(config);
    Object huge = valueOfLength(5 * 1024 * 1024 + 1);
    file.append(value(1));
    file.append(huge);
    file.append(value(2));
    assertThat(read(file.finish())).isEqualTo(joined(List.of(value(1), huge, value(2))));
  }

  @Test
  void theLongestRecordIsAcceptedAndALongerOneRejected() throws IOException {
    TestFile file = newFile(plain(), 10_000);
    Object longest = valueOfLength(10_000);
    file.append(longest);
    assertThatThrownBy(() -> file.append(valueOfLength(10_001)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("record.max.bytes=10000");
    assertThatThrownBy(() -> file.append(valueOfLength(1_000_000)))
        .isInstanceOf(DataException.class);
    file.append(value(2));
    assertThat(read(file.finish())).isEqualTo(joined(List.of(longest, value(2))));
  }

  @ParameterizedTest
  @MethodSource("configs")
  void theSizeNeverDecreasesAndComesNearTheLength(FormatConfig config) throws IOException {
    TestFile file = newFile(config);
    long last = 0;
    for (int i = 0; i < 50_000; i++) {
      file.append(value(i));
      assertThat(file.encoder.size()).isGreaterThanOrEqualTo(last);
      last = file.encoder.size();
    }
    long estimate = last;
    file.finish();
    assertThat(file.encoder.size()).isEqualTo(file.output.size());
    long tolerance = config.equals(plain()) ? tolerance() : file.output.size() / 4;
    assertThat(Math.abs(estimate - file.output.size())).isLessThanOrEqualTo(tolerance);
  }

  @ParameterizedTest
  @MethodSource("configs")
  void theOutputGetsLargeChunksAndIsNotClosed(FormatConfig config) throws IOException {
    TestFile file = newFile(config);
    for (int i = 0; i < 50_000; i++) {
      file.append(value(i));
    }
    file.finish();
    assertThat(file.output.closed).isFalse();
    List<Integer> allButLast = file.output.writes.subList(0, file.output.writes.size() - 1);
    // Codecs emit pieces that do not add up to a full chunk.
    assertThat(allButLast).allSatisfy(write -> assertThat(write).isBetween(CHUNK / 4, 3 * CHUNK));
    assertThat(file.output.size() / file.output.writes.size()).isGreaterThan(CHUNK / 2);
  }

  @ParameterizedTest
  @MethodSource("configs")
  void aReleasedFileIsNotWrittenTo(FormatConfig config) throws IOException {
    TestFile file = newFile(config);
    for (int i = 0; i < 5_000; i++) {
      file.append(value(i));
    }
    int before = file.output.size();
    file.encoder.release();
    file.encoder.release();
    assertThat(file.output.size()).isEqualTo(before);
    assertThat(file.output.closed).isFalse();
    assertThat(file.encoder.bufferedBytes()).isZero();
  }

  @ParameterizedTest
  @MethodSource("configs")
  void aFailureOfTheOutputIsPassedOnAndTheFileCanBeReleased(FormatConfig config)
      throws IOException {
    TestFile file = newFile(config);
    file.output.failing = true;
    file.append(value(0));
    assertThatThrownBy(file.encoder::finish).isInstanceOf(IOException.class).hasMessage("no space");
    file.encoder.release();
    assertThat(file.encoder.bufferedBytes()).isZero();
  }

  /** The output works again after one failure, and a library may then try to complete the file. */
  @ParameterizedTest
  @MethodSource("configs")
  void aFileThatFailedOnceIsNotCompleted(FormatConfig config) throws IOException {
    TestFile small = newFile(config);
    small.output.failingOnce = true;
    small.append(value(0));
    assertThatThrownBy(small.encoder::finish)
        .isInstanceOf(IOException.class)
        .hasMessage("no space");
    small.encoder.release();
    assertThat(small.output.size()).isZero();
    TestFile large = newFile(config);
    large.output.failingOnce = true;
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 100_000; i++) {
                large.append(value(i));
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessage("no space");
    large.encoder.release();
    assertThat(large.output.size()).isZero();
  }

  @ParameterizedTest
  @MethodSource("configs")
  void aFileWithLittleTrafficNeedsLittleMemory(FormatConfig config) throws IOException {
    TestFile file = newFile(config);
    for (int i = 0; i < 10; i++) {
      file.append(value(i));
    }
    assertThat(file.encoder.bufferedBytes()).isBetween(1L, 32L * 1024);
    file.encoder.release();
  }

  @ParameterizedTest
  @MethodSource("configs")
  void aFlushedFileHoldsNoMoreThanBeforeAndGoesOn(FormatConfig config) throws IOException {
    TestFile file = newFile(config);
    List<Object> expected = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      file.append(value(i));
      expected.add(value(i));
      if (i % 100 == 50) {
        long size = file.encoder.size();
        long buffered = file.encoder.bufferedBytes();
        file.encoder.flush();
        assertThat(file.encoder.bufferedBytes()).isLessThanOrEqualTo(buffered);
        assertThat(file.encoder.size()).isGreaterThanOrEqualTo(size);
      }
    }
    assertThat(read(file.finish())).isEqualTo(joined(expected));
  }

  @ParameterizedTest
  @MethodSource("configs")
  void filesOfOneWriterDoNotDisturbEachOther(FormatConfig config) throws IOException {
    WriterFormat shared = WriterFormat.of(Formats.of(config, 16 * 1024 * 1024));
    TestFile even = newFile(stream(config), shared);
    TestFile odd = newFile(stream(config), shared);
    List<Object> expectedEven = new ArrayList<>();
    List<Object> expectedOdd = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      (i % 2 == 0 ? even : odd).append(value(i));
      (i % 2 == 0 ? expectedEven : expectedOdd).add(value(i));
      for (Object rejected : i % 100 == 0 ? rejectedValues() : List.of()) {
        assertThatThrownBy(() -> odd.append(rejected)).isInstanceOf(DataException.class);
      }
    }
    assertThat(read(even.finish())).isEqualTo(joined(expectedEven));
    assertThat(read(odd.finish())).isEqualTo(joined(expectedOdd));
  }

  @ParameterizedTest
  @MethodSource("configs")
  void aHugeRecordDoesNotKeepItsMemory(FormatConfig config) throws IOException {
    TestFile file = newFile(config);
    file.append(valueOfLength(8 * 1024 * 1024));
    int i = 0;
    for (long start = file.encoder.encodedBytes();
        file.encoder.encodedBytes() < start + 2 * CHUNK;
        i++) {
      file.append(value(i));
    }
    assertThat(file.encoder.bufferedBytes()).isLessThan(4L * 1024 * 1024);
    file.encoder.release();
  }

  @ParameterizedTest
  @MethodSource("configs")
  void theLedgersNamesGiveTheSameFormat(FormatConfig config) {
    Format format = Formats.of(config, 1000);
    assertThat(format.name()).isEqualTo(Choices.name(format()));
    assertThat(format.compression()).isEqualTo(compression(config));
    assertThat(format.extension()).isEqualTo(extension(config));
    FormatConfig today = FormatConfigs.of(FormatName.JSON, CompressionName.GZIP);
    Format again = Formats.named(format.name(), format.compression(), today);
    assertThat(again.extension()).isEqualTo(format.extension());
    assertThat(again.compression()).isEqualTo(format.compression());
  }

  @Test
  void aFileIsBuiltAgainWithoutTheLimitOfToday() throws IOException {
    FormatConfig today = FormatConfigs.of(FormatName.TEXT, CompressionName.ZSTD);
    Format format = Formats.named(Choices.name(format()), compression(plain()), today);
    TestFile file = newFile(CompressionName.NONE, format);
    Object value = valueOfLength(17 * 1024 * 1024);
    file.append(value);
    assertThat(read(file.finish())).isEqualTo(joined(List.of(value)));
  }
}
