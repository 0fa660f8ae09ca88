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
import io.sluice.config.SequenceFileCompression;
import io.sluice.config.SequenceFileConfig;
import io.sluice.config.SequenceFileValues;
import io.sluice.format.FileHeader;
import io.sluice.format.Format;
import io.sluice.format.Formats;
import io.sluice.format.encode.RecordEncoder;
import io.sluice.format.schema.FileSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sequence files need nothing of Hadoop, of which this plugin has only a part. */
class SequenceFilesWithoutHadoopTest {

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ZSTD")
  void everyCompressionIsWritten(CompressionName compression) throws IOException {
    for (SequenceFileValues values : SequenceFileValues.values()) {
      for (SequenceFileCompression type : SequenceFileCompression.values()) {
        byte[] file = written(new SequenceFileConfig(values, type, 1024), compression);
        String text = new String(file, StandardCharsets.ISO_8859_1);
        assertThat(text).startsWith("SEQ\u0006");
        assertThat(text.contains(value(99))).isEqualTo(compression == CompressionName.NONE);
        assertThat(text.contains("org.apache.hadoop.io.compress."))
            .isNotEqualTo(compression == CompressionName.NONE);
      }
    }
  }

  private static byte[] written(SequenceFileConfig config, CompressionName compression)
      throws IOException {
    Format format = Formats.of(FormatConfigs.sequenceFile(config, compression), 1_000_000);
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    RecordEncoder encoder =
        format.encoders().open(new FileHeader(FileSchema.NONE, "topic", 0), output);
    for (int i = 0; i < 100; i++) {
      encoder.append(new SinkRecord("topic", 0, null, null, null, value(i), i));
    }
    encoder.finish();
    encoder.release();
    return output.toByteArray();
  }

  private static String value(int index) {
    return "value-".repeat(30) + index;
  }
}
