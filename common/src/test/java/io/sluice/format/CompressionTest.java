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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Random;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CompressionTest {
  private static final long MEBIBYTE = 1024 * 1024;

  @Test
  void levelsAreCheckedWithTheirRange() {
    assertThat(Compression.GZIP.level(OptionalInt.empty())).isEqualTo(6);
    assertThat(Compression.ZSTD.level(OptionalInt.empty())).isEqualTo(3);
    assertThat(Compression.ZSTD.level(OptionalInt.of(19))).isEqualTo(19);
    assertThatThrownBy(() -> Compression.GZIP.level(OptionalInt.of(10)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gzip has levels 1 to 9, not 10");
    assertThatThrownBy(() -> Compression.ZSTD.level(OptionalInt.of(0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Compression.SNAPPY.level(OptionalInt.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no levels");
  }

  @Test
  void everyLevelWritesAStreamAndHigherOnesAreNotLarger() throws IOException {
    byte[] plain = text();
    for (Compression compression : new Compression[] {Compression.GZIP, Compression.ZSTD}) {
      int fast = compressed(compression, 1, plain).length;
      int small = compressed(compression, compression == Compression.GZIP ? 9 : 19, plain).length;
      assertThat(small).isLessThan(fast);
    }
    for (int level = 1; level <= 19; level++) {
      byte[] file = compressed(Compression.ZSTD, level, plain);
      assertThat(Decompression.of(Compression.ZSTD, file)).isEqualTo(plain);
    }
  }

  @Test
  void snappyBlocksOfIncompressibleBytesAreReadBack() throws IOException {
    byte[] plain = new byte[300_000];
    new Random(1).nextBytes(plain);
    byte[] file = compressed(Compression.SNAPPY, 0, plain);
    assertThat(Decompression.of(Compression.SNAPPY, file)).isEqualTo(plain);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void nativeMemoryIsFreedWithoutFinishing() throws IOException {
    byte[] plain = text();
    long before = residentBytes();
    for (int i = 0; i < 200; i++) {
      Compressor compressor = Compression.ZSTD.open(OutputStream.nullOutputStream(), 9);
      compressor.write(plain, 0, plain.length);
      compressor.release();
      compressor.release();
    }
    // Kept, it would be several megabytes for each.
    assertThat(residentBytes() - before).isLessThan(300 * MEBIBYTE);
  }

  @Test
  void namesThatThisVersionDoesNotHaveAreRefused() {
    FormatSettings current =
        new FormatSettings("json", Compression.NONE, OptionalInt.empty(), "\n", 1000);
    assertThatThrownBy(() -> Formats.named("cbor", "none", current))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("format 'cbor'")
        .hasMessageContaining("newer");
    assertThatThrownBy(() -> Formats.named("json", "brotli", current))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("compression 'brotli'");
  }

  @Test
  void settingsCheckThemselves() {
    assertThatThrownBy(() -> settings("xml", 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[json, text, bytes]");
    assertThatThrownBy(() -> settings("json", 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("record.max.bytes");
  }

  private static FormatSettings settings(String format, int recordMaxBytes) {
    return new FormatSettings(format, Compression.NONE, OptionalInt.empty(), "\n", recordMaxBytes);
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

  /** Two megabytes in which levels differ. */
  private static byte[] text() {
    Random random = new Random(1);
    byte[] bytes = new byte[(int) (2 * MEBIBYTE)];
    for (int i = 0; i < bytes.length; i++) {
      boolean repeats = i > 5_000 && random.nextInt(8) != 0;
      bytes[i] = repeats ? bytes[i - 4_000] : (byte) ('a' + random.nextInt(26));
    }
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
