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
import io.sluice.config.FormatConfig;
import io.sluice.config.FormatConfigs;
import io.sluice.config.FormatName;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.GzipCodec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A compressed file as the JDK and Hadoop read it. */
class GzipReadersTest {

  /** A file is one gzip member, however often its memory was freed. */
  @ParameterizedTest
  @ValueSource(ints = {10, 200_000})
  void recordsOfSeparateFlushesAreReadByTheJdkAndByHadoop(int length) throws IOException {
    String first = "a".repeat(length);
    String second = "b".repeat(length);
    byte[] file = written(first, second);
    String expected = first + "\n" + second + "\n";

    try (InputStream jdk = new GZIPInputStream(new ByteArrayInputStream(file))) {
      assertThat(text(jdk)).isEqualTo(expected);
    }
    GzipCodec codec = new GzipCodec();
    codec.setConf(new Configuration(false));
    try (InputStream hadoop = codec.createInputStream(new ByteArrayInputStream(file))) {
      assertThat(text(hadoop)).isEqualTo(expected);
    }
  }

  private static byte[] written(String... lines) throws IOException {
    FormatConfig config = FormatConfigs.of(FormatName.TEXT, CompressionName.GZIP);
    TestFile file = TestFile.of(config, null, lines[0]);
    for (String line : lines) {
      file.append(line);
      file.encoder.flush();
    }
    return file.finish();
  }

  private static String text(InputStream input) throws IOException {
    return new String(input.readAllBytes(), StandardCharsets.UTF_8);
  }
}
