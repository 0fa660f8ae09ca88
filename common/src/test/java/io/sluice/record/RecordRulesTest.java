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
package io.sluice.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.NullValues;
import io.sluice.config.RecordConfig;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordRulesTest {

  @Test
  void nullValuesAreSkippedOrWritten() {
    assertThat(rules(NullValues.SKIP, 10).accepts(record(null))).isFalse();
    assertThat(rules(NullValues.WRITE, 10).accepts(record(null))).isTrue();
  }

  @Test
  void nullValuesAreReportedAsBadData() {
    assertThatThrownBy(() -> rules(NullValues.REPORT, 10).accepts(record(null)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("null.values");
  }

  @Test
  void nullValuesFailTheTaskWithTheRecordAndTheRemedy() {
    assertThatThrownBy(() -> rules(NullValues.FAIL, 10).accepts(record(null)))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(DataException.class)
        .hasMessageContaining("offset 42 of logs-3")
        .hasMessageContaining("skip, write or report");
  }

  @Test
  void valuesUpToTheLimitPassAndOneByteMoreIsReported() {
    RecordRules rules = rules(NullValues.SKIP, 10);

    assertThat(rules.accepts(record(new byte[10]))).isTrue();
    assertThat(rules.accepts(record(ByteBuffer.allocate(10)))).isTrue();
    assertThat(rules.accepts(record("0123456789"))).isTrue();
    for (Object tooLarge :
        new Object[] {new byte[11], ByteBuffer.allocate(11), "0123456789a", "ééééé1"}) {
      assertThatThrownBy(() -> rules.accepts(record(tooLarge)))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("11 bytes")
          .hasMessageContaining("record.max.bytes (10)");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "é", "€€", "😀", "a😀é€", "\u0800\u07ff\u0080"})
  void textsCountTheirBytesOfUtf8(String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;

    assertThatCode(() -> rules(NullValues.SKIP, bytes).accepts(record(text)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> rules(NullValues.SKIP, bytes - 1).accepts(record(text)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(bytes + " bytes");
  }

  @Test
  void theEncoderDecidesAboutStructuredValues() {
    assertThat(rules(NullValues.SKIP, 1).accepts(record(Map.of("a", "long text")))).isTrue();
  }

  private static RecordRules rules(NullValues nullValues, int maxBytes) {
    return RecordRules.from(new RecordConfig(nullValues, maxBytes));
  }

  private static SinkRecord record(Object value) {
    return new SinkRecord("logs", 3, null, null, null, value, 42);
  }
}
