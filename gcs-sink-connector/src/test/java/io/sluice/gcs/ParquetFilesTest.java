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
package io.sluice.gcs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.CompressionName;
import io.sluice.config.FormatConfigs;
import io.sluice.config.FormatName;
import io.sluice.format.FileHeader;
import io.sluice.format.Format;
import io.sluice.format.Formats;
import io.sluice.format.encode.RecordEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * This connector brings the Hadoop classes that Parquet's name, but not the jar of their runtime.
 */
class ParquetFilesTest {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  @ParameterizedTest
  @EnumSource(
      value = CompressionName.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"DEFLATE", "BZIP2"})
  void filesAreWrittenWithoutTheRuntimeOfHadoop(CompressionName compression) throws IOException {
    Format format = Formats.of(FormatConfigs.of(FormatName.PARQUET, compression), 1000);
    SinkRecord record =
        new SinkRecord("topic", 0, null, null, Schema.STRING_SCHEMA, "text ".repeat(100), 0);
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    RecordEncoder encoder =
        format.encoders().open(new FileHeader(format.schemas().of(record), "topic", 0), output);
    for (int i = 0; i < 1000; i++) {
      encoder.append(record);
    }
    encoder.finish();
    encoder.release();
    byte[] file = output.toByteArray();
    assertThat(file).startsWith(MAGIC);
    assertThat(Arrays.copyOfRange(file, file.length - MAGIC.length, file.length)).isEqualTo(MAGIC);
  }
}
