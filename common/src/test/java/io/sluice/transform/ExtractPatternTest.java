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
package io.sluice.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtractPatternTest {
  private static final String LINE =
      "10.0.0.7 - - [21/Nov/2026:02:35:26 +0100] \"GET /a HTTP/1.1\" 200 512";

  private static final Map<String, String> ACCESS_LOG =
      Map.of(
          "pattern", "^(\\S+) \\S+ (\\S+) \\[([^]]+)] \"[^\"]*\" (\\d+)",
          "headers", "host,-,-,status",
          "timestamp.group", "3",
          "timestamp.format", "dd/MMM/yyyy:HH:mm:ss Z");

  @Test
  void groupsBecomeHeadersAndTheTimestamp() {
    SinkRecord extracted = extracting(ACCESS_LOG).apply(Records.text(LINE));

    assertThat(extracted.headers())
        .extracting(Header::key, Header::value)
        .containsExactly(tuple("kept", "yes"), tuple("host", "10.0.0.7"), tuple("status", "200"));
    assertThat(extracted.timestamp())
        .isEqualTo(Instant.parse("2026-11-21T01:35:26Z").toEpochMilli());
    assertThat(extracted.value()).isEqualTo(LINE);
    assertThat(extracted.originalKafkaOffset()).isEqualTo(42);
  }

  @Test
  void aHeaderThatIsThereIsReplaced() {
    SinkRecord extracted =
        extracting(Map.of("pattern", "(.)", "headers", "kept")).apply(Records.text("no"));

    assertThat(extracted.headers()).hasSize(1);
    assertThat(extracted.headers().lastWithName("kept").value()).isEqualTo("n");
    assertThat(extracted.timestamp()).isEqualTo(Records.TIMESTAMP);
  }

  @Test
  void aGroupThatTookNoPartChangesNothing() {
    SinkRecord extracted =
        extracting(Map.of("pattern", "a(b)?(c)?", "headers", "kept", "timestamp.group", "2"))
            .apply(Records.text("a"));

    assertThat(extracted.headers().lastWithName("kept").value()).isEqualTo("yes");
    assertThat(extracted.timestamp()).isEqualTo(Records.TIMESTAMP);
  }

  @Test
  void recordsThatDoNotMatchPassAsTheyAre() {
    for (String line : new String[] {"something else", null}) {
      SinkRecord record = Records.text(line);
      assertThat(extracting(ACCESS_LOG).apply(record)).isSameAs(record);
    }
  }

  @Test
  void aTimeWithoutZoneIsInTheConfiguredOne() {
    SinkRecord extracted =
        extracting(Map.of("pattern", "at (.*)", "timestamp.group", "1", "timezone", "Asia/Kolkata"))
            .apply(Records.text("at 2026-11-21T05:30:00"));

    assertThat(extracted.timestamp())
        .isEqualTo(Instant.parse("2026-11-21T00:00:00Z").toEpochMilli());
  }

  @Test
  void aMatchThatIsNoTimeIsABadRecord() {
    assertThatThrownBy(
            () ->
                extracting(Map.of("pattern", "at (.*)", "timestamp.group", "1"))
                    .apply(Records.text("at noon")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Group 1")
        .hasMessageNotContaining("noon")
        .hasNoCause();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "headers; a,b; headers",
        "timestamp.group; 2; timestamp.group",
        "timestamp.group; -1; timestamp.group",
        "headers; ''; headers",
        "timestamp.format; epoch_h; timestamp.format",
        "timezone; Mars; timezone"
      })
  void wrongSettingsAreRefusedUnderTheirKey(String setting, String value, String key) {
    Map<String, String> settings = new HashMap<>(Map.of("pattern", "(.)", "headers", "a"));
    settings.put(setting, value);

    assertThatThrownBy(() -> extracting(settings))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(" " + key + ":");
  }

  private static ExtractPattern<SinkRecord> extracting(Map<String, String> settings) {
    ExtractPattern<SinkRecord> extract = new ExtractPattern<>();
    extract.configure(settings);
    return extract;
  }
}
