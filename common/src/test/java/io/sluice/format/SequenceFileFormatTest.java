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
import io.sluice.config.FormatConfig;
import io.sluice.config.FormatConfigs;
import io.sluice.config.FormatName;
import io.sluice.config.SequenceFileCompression;
import io.sluice.config.SequenceFileConfig;
import io.sluice.config.SequenceFileValues;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.io.SequenceFile;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SequenceFileFormatTest extends FormatContract {
  private static final int BLOCK_BYTES = SequenceFileConfig.DEFAULT_BLOCK_BYTES;

  @Override
  FormatName format() {
    return FormatName.SEQUENCEFILE;
  }

  @Override
  String extension() {
    return ".seq";
  }

  @Override
  String extension(FormatConfig config) {
    return extension();
  }

  /** NONE, since the format compresses inside. */
  @Override
  CompressionName stream(FormatConfig config) {
    return CompressionName.NONE;
  }

  @Override
  Stream<FormatConfig> configs() {
    return fastConfigs();
  }

  /** All but bzip2 for each single record, which is too slow for so many records. */
  static Stream<FormatConfig> fastConfigs() {
    return allConfigs()
        .filter(
            config ->
                config.compression() != CompressionName.BZIP2
                    || ((SequenceFileConfig) config.settings()).compressed()
                        == SequenceFileCompression.BLOCK);
  }

  static Stream<FormatConfig> allConfigs() {
    return Stream.of(
            CompressionName.NONE,
            CompressionName.GZIP,
            CompressionName.SNAPPY,
            CompressionName.DEFLATE,
            CompressionName.LZ4,
            CompressionName.BZIP2)
        .flatMap(
            compression ->
                Arrays.stream(SequenceFileValues.values())
                    .flatMap(
                        values ->
                            Arrays.stream(SequenceFileCompression.values())
                                .map(type -> config(values, compression, type))));
  }

  static FormatConfig config(
      SequenceFileValues values, CompressionName compression, SequenceFileCompression type) {
    return FormatConfigs.sequenceFile(
        new SequenceFileConfig(values, type, BLOCK_BYTES), compression);
  }

  static FormatConfig plain(SequenceFileValues values) {
    return config(values, CompressionName.NONE, SequenceFileCompression.BLOCK);
  }

  @Override
  Object value(int index) {
    return "ü€😀 \"quoted\" \n" + Integer.toHexString(index * 0x9E3779B1) + "x".repeat(index % 100);
  }

  @Override
  Object valueOfLength(int bytes) {
    return "x".repeat(bytes);
  }

  @Override
  List<Object> rejectedValues() {
    return List.of(Map.of("a", 1), List.of("a"), "x".repeat(9_000) + "\uDE00");
  }

  @Override
  void assertWithoutRecords(byte[] file) throws IOException {
    assertThat(read(file)).isEmpty();
  }

  @Override
  List<Object> read(byte[] file) throws IOException {
    List<Object> values = new ArrayList<>();
    try (SequenceFile.Reader reader = HadoopFiles.sequenceFile(file)) {
      for (SequenceFileEntry entry : SequenceFileEntry.readAll(reader)) {
        assertThat(entry.key()).isZero();
        values.add(new String(entry.value(), StandardCharsets.UTF_8));
      }
    }
    return values;
  }

  @Test
  void blocksHaveTheSizeThatWasAskedFor() throws IOException {
    List<Integer> lengths = new ArrayList<>();
    for (int blockBytes : List.of(1024, BLOCK_BYTES, 1024 * 1024)) {
      TestFile file =
          newFile(
              FormatConfigs.sequenceFile(
                  new SequenceFileConfig(
                      SequenceFileValues.TEXT, SequenceFileCompression.BLOCK, blockBytes),
                  CompressionName.BZIP2));
      for (int i = 0; i < 10_000; i++) {
        file.append(value(i));
        long allowed = 3L * 64 * 1024 + 2L * blockBytes;
        assertThat(file.encoder.bufferedBytes()).isLessThan(allowed);
      }
      byte[] written = file.finish();
      assertThat(read(written)).hasSize(10_000);
      lengths.add(written.length);
    }
    assertThat(lengths.get(0)).isGreaterThan(2 * lengths.get(1));
    assertThat(lengths.get(1)).isGreaterThan(lengths.get(2));
  }

  @ParameterizedTest
  @MethodSource("allConfigs")
  void encodedBytesAreThoseBeforeCompression(FormatConfig config) throws IOException {
    TestFile file = newFile(config);
    for (int i = 1; i <= 20; i++) {
      file.append(valueOfLength(10_000));
      assertThat(file.encoder.encodedBytes()).isBetween(i * 10_000L, i * 10_000L + 1_000);
    }
    file.encoder.release();
  }

  @Test
  void textTakesWhatTheFormatTextTakes() throws IOException {
    TestFile file = newFile(plain(SequenceFileValues.TEXT));
    file.append(5L);
    file.append(true);
    file.append(ByteBuffer.wrap("b".getBytes(StandardCharsets.US_ASCII)));
    assertThat(read(file.finish())).containsExactly("5", "true", "b");
  }

  @Test
  void theReasonOfARejectionNamesSettingAndRemedy() throws IOException {
    TestFile bytes = newFile(plain(SequenceFileValues.WRITABLE));
    assertThatThrownBy(() -> bytes.append(5L))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("format=sequencefile with sequencefile.values=writable writes bytes")
        .hasMessageContaining("value.converter");
    assertThatThrownBy(() -> bytes.append(null))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("cannot express a null value; set null.values=skip");
    TestFile text = newFile(plain(SequenceFileValues.TEXT));
    assertThatThrownBy(() -> text.append(List.of()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("sequencefile.values=text writes strings");
    assertThatThrownBy(() -> text.append("cut \uD83D"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("half of a surrogate pair");
  }

  @Test
  void aCompressionThatNotEveryReaderHasIsRefused() {
    FormatConfig today = plain(SequenceFileValues.TEXT);
    assertThatThrownBy(() -> Formats.named("sequencefile", "zstd", today))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("format sequencefile with compression 'zstd'");
  }
}
