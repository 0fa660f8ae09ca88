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
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sluice.config.CompressionName;
import io.sluice.config.FormatConfig;
import io.sluice.config.FormatConfigs;
import io.sluice.config.OrcConfig;
import io.sluice.config.OrcTimestamp;
import io.sluice.format.FileHeader;
import io.sluice.format.Format;
import io.sluice.format.Formats;
import io.sluice.format.encode.RecordEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * ORC files are written with what this plugin has of Hadoop: its client, and few of the classes
 * that the client needs. That they are right is tested where ORC's reader can run.
 */
class OrcOnGcsTest {
  private static final Schema SCHEMA =
      SchemaBuilder.struct()
          .field("text", Schema.STRING_SCHEMA)
          .field("bytes", Schema.BYTES_SCHEMA)
          .field("number", Schema.INT64_SCHEMA)
          .field("half", Schema.FLOAT64_SCHEMA)
          .field("flag", Schema.OPTIONAL_BOOLEAN_SCHEMA)
          .field("price", Decimal.schema(2))
          .field("at", Timestamp.SCHEMA)
          .field("day", org.apache.kafka.connect.data.Date.SCHEMA)
          .field("list", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
          .field("map", SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA).build())
          .build();

  private static Struct value(int index) {
    return new Struct(SCHEMA)
        .put("text", "text " + index % 100)
        .put("bytes", new byte[] {(byte) index})
        .put("number", (long) index)
        .put("half", index / 2.0)
        .put("flag", index % 3 == 0 ? null : Boolean.TRUE)
        .put("price", new BigDecimal(index).setScale(2))
        .put("at", new Date(index))
        .put("day", new Date(index * 86_400_000L))
        .put("list", List.of("a" + index, "b"))
        .put("map", Map.of("k" + index, index));
  }

  @ParameterizedTest
  @EnumSource(
      value = CompressionName.class,
      names = {"NONE", "DEFLATE", "SNAPPY", "ZSTD", "LZ4"})
  void filesOfEveryTypeAndCompressionAreWritten(CompressionName compression) throws IOException {
    OrcConfig orc =
        new OrcConfig(
            64 * 1024, 1000, List.of("text", "number", "price", "at"), OrcTimestamp.TIMESTAMP);
    FormatConfig config = FormatConfigs.orc(orc, compression);
    Format format = Formats.of(config, 1024 * 1024);
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    RecordEncoder encoder =
        format.encoders().open(new FileHeader(format.schemas().of(record(0)), "topic", 0), output);
    for (int i = 0; i < 10_000; i++) {
      encoder.append(record(i));
      if (i == 5_000) {
        encoder.flush();
      }
    }
    encoder.finish();
    encoder.release();

    byte[] file = output.toByteArray();
    assertThat(encoder.size()).isEqualTo(file.length);
    assertThat(file).startsWith("ORC".getBytes(StandardCharsets.US_ASCII));
    // The postscript ends with the magic, and after it comes its length.
    assertThat(new String(file, file.length - 4, 3, StandardCharsets.US_ASCII)).isEqualTo("ORC");
  }

  private static SinkRecord record(int index) {
    return new SinkRecord("topic", 0, null, null, SCHEMA, value(index), index);
  }

  @Test
  void thePluginHasNoMoreOfHadoopThanThat() {
    // Otherwise the test above proves nothing.
    assertThat(getClass().getResource("/org/apache/hadoop/shaded/org/apache/http/HttpHost.class"))
        .isNull();
    assertThatCode(() -> Class.forName("org.apache.hadoop.conf.Configuration"))
        .doesNotThrowAnyException();
  }
}
