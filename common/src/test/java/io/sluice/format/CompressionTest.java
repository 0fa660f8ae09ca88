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
import io.sluice.it.read.Decompression;
import io.sluice.it.read.ExactStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jpountz.lz4.LZ4Factory;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompressionTest {
  private static final long MEBIBYTE = 1024 * 1024;

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD", "DEFLATE", "LZ4", "BZIP2"})
  void everyLevelWritesAStream(CompressionName name) throws IOException {
    byte[] plain = text();
    List<Integer> lengths = new ArrayList<>();
    for (int level = name.levels().min(); level <= name.levels().max(); level++) {
      byte[] file = compressed(Compression.of(name), level, plain);
      assertThat(ExactStream.decompress(Choices.name(name), file)).isEqualTo(plain);
      lengths.add(file.length);
    }
    assertThat(lengths.get(lengths.size() - 1)).isLessThan(lengths.get(0));
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD", "DEFLATE", "BZIP2"})
  void theDefaultLevelIsOneOfTheLevels(CompressionName name) {
    assertThat(Compression.of(name).defaultLevel())
        .isBetween(name.levels().min(), name.levels().max());
  }

  @Test
  void lz4CompressesMoreWithAnyLevelThanWithout() throws IOException {
    byte[] plain = text();
    assertThat(compressed(Compression.LZ4, 1, plain))
        .hasSizeLessThan(compressed(Compression.LZ4, 0, plain).length);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void blocksOfIncompressibleBytesAreReadBack(CompressionName name) throws IOException {
    byte[] plain = new byte[300_000];
    new Random(1).nextBytes(plain);
    assertThat(ExactStream.decompress(Choices.name(name), compressed(name, plain)))
        .isEqualTo(plain);
  }

  /** All but zstd, for which Hadoop has native code only. */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NONE", "ZSTD"})
  void hadoopReadsItByItsExtension(CompressionName name) throws IOException {
    String extension = Compression.of(name).extension();
    byte[] random = new byte[1_000_000];
    new Random(2).nextBytes(random);
    for (byte[] plain : List.of(text(), random, new byte[3_000_000], new byte[] {7})) {
      assertThat(Decompression.withHadoop(extension, compressed(name, plain))).isEqualTo(plain);
    }
    assertThat(Decompression.withHadoop(extension, compressed(name, new byte[0]))).isEmpty();
  }

  @Test
  void lz4TakesBytesOneByOne() throws IOException {
    byte[] plain = text();
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    LZ4Factory factory = LZ4Factory.fastestInstance();
    try (OutputStream stream = new Lz4BlockStream(output, factory.fastCompressor())) {
      for (byte value : plain) {
        stream.write(value);
      }
    }
    assertThat(output.toByteArray()).isEqualTo(compressed(Compression.LZ4, 0, plain));
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "the process's memory is read from /proc")
  void nativeMemoryIsFreedWithoutFinishing() throws IOException {
    byte[] plain = text();
    long before = residentBytes();
    for (int i = 0; i < 50; i++) {
      Compressor compressor = Compression.ZSTD.open(OutputStream.nullOutputStream(), 9);
      compressor.write(plain, 0, plain.length);
      compressor.release();
      compressor.release();
    }
    // Kept, it would be 12 MiB for each.
    assertThat(residentBytes() - before).isLessThan(200 * MEBIBYTE);
  }

  @Test
  void namesThatThisVersionDoesNotHaveAreRefused() {
    FormatConfig current = FormatConfigs.of(FormatName.JSON, CompressionName.NONE);
    assertThatThrownBy(() -> Formats.named("cbor", "none", current))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("format 'cbor'")
        .hasMessageContaining("newer");
    assertThatThrownBy(() -> Formats.named("json", "brotli", current))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("compression 'brotli'");
  }

  private static byte[] compressed(CompressionName name, byte[] plain) throws IOException {
    Compression compression = Compression.of(name);
    return compressed(compression, compression.defaultLevel(), plain);
  }

  private static byte[] compressed(Compression compression, int level, byte[] plain)
      throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    Compressor compressor = compression.open(output, level);
    compressor.write(plain, 0, plain.length);
    compressor.finish();
    compressor.release();
    assertThat(compressor.producedBytes()).isEqualTo(output.size());
    return output.toByteArray();
  }

  /** Text in which levels differ: it repeats itself nearby and, for large blocks, far away. */
  private static byte[] text() {
    Random random = new Random(1);
    int half = 128 * 1024;
    byte[] bytes = new byte[2 * half];
    for (int i = 0; i < half; i++) {
      boolean repeats = i > 5_000 && random.nextInt(8) != 0;
      bytes[i] = repeats ? bytes[i - 4_000] : (byte) ('a' + random.nextInt(26));
    }
    System.arraycopy(bytes, 0, bytes, half, half);
    return bytes;
  }

  private static long residentBytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElseThrow();
  }
}
