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
import io.sluice.config.FormatConfigs;
import io.sluice.config.FormatName;
import io.sluice.format.encode.RecordEncoder;
import io.sluice.format.schema.FileSchema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.io.compress.GzipCodec;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What others read of a compressed file. */
class GzipReadersTest {

  /** A file is one member from its first record to its last, however its bytes were asked for. */
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
    Format format = Formats.of(FormatConfigs.of(FormatName.TEXT, CompressionName.GZIP), 1 << 20);
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    RecordEncoder encoder = format.open(new FileHeader(FileSchema.NONE, "t", 0), output);
    for (int offset = 0; offset < lines.length; offset++) {
      encoder.append(new SinkRecord("t", 0, null, null, null, lines[offset], offset));
      encoder.flush();
    }
    encoder.finish();
    encoder.release();
    return output.toByteArray();
  }

  private static String text(InputStream input) throws IOException {
    return new String(input.readAllBytes(), StandardCharsets.UTF_8);
  }
}
