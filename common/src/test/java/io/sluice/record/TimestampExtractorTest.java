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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.MissingTimestamp;
import io.sluice.config.TimestampConfig;
import io.sluice.config.TimestampSource;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampExtractorTest {

  private static final long NOW = 1_800_000_000_000L;
  private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");

  @Test
  void takesKafkasTimestamp() {
    assertThat(extractor("record", "epoch_ms").millis(stamped(1234L), NOW)).isEqualTo(1234);
    assertThat(extractor("record", "epoch_ms").millis(stamped(0L), NOW)).isZero();
  }

  @Test
  void takesTheClockOfTheBatch() {
    assertThat(extractor("wallclock", "epoch_ms").millis(stamped(1234L), NOW)).isEqualTo(NOW);
  }

  @Test
  void takesFieldsOfKeysAndHeaders() {
    ConnectHeaders headers = new ConnectHeaders();
    headers.addLong("at", 5).addString("text", "6");
    headers.addBytes("bytes", "7".getBytes(StandardCharsets.UTF_8));
    SinkRecord record =
        new SinkRecord("t", 0, null, Map.of("at", 4L), null, null, 0, null, null, headers);

    assertThat(extractor("key.at", "epoch_s").millis(record, NOW)).isEqualTo(4000);
    assertThat(extractor("header.at", "epoch_s").millis(record, NOW)).isEqualTo(5000);
    assertThat(extractor("header.text", "epoch_s").millis(record, NOW)).isEqualTo(6000);
    assertThat(extractor("header.bytes", "epoch_s").millis(record, NOW)).isEqualTo(7000);
  }

  @Test
  void readsNumbersInEveryUnit() {
    assertThat(fieldMillis("epoch_ms", 1_700_000_000_123L)).isEqualTo(1_700_000_000_123L);
    assertThat(fieldMillis("epoch_s", 1_700_000_000)).isEqualTo(1_700_000_000_000L);
    assertThat(fieldMillis("epoch_us", 1_700_000_000_123_999L)).isEqualTo(1_700_000_000_123L);
    assertThat(fieldMillis("epoch_ns", 1_700_000_000_123_999_999L)).isEqualTo(1_700_000_000_123L);
    assertThat(fieldMillis("epoch_us", -1L)).isEqualTo(-1);
    assertThat(fieldMillis("epoch_s", 1.25d)).isEqualTo(1250);
    assertThat(fieldMillis("epoch_s", new BigDecimal("1700000000.9999")))
        .isEqualTo(1_700_000_000_999L);
    assertThat(fieldMillis("epoch_s", "1700000000.5")).isEqualTo(1_700_000_000_500L);
    assertThat(fieldMillis("epoch_ms", (short) 7)).isEqualTo(7);
  }

  @Test
  void partsOfAMillisecondAreCutOffTowardsThePastAlsoBefore1970() {
    assertThat(fieldMillis("epoch_ns", -1L)).isEqualTo(-1);
    assertThat(fieldMillis("epoch_ns", -1_000_001L)).isEqualTo(-2);
    assertThat(fieldMillis("epoch_ns", -1_000_000L)).isEqualTo(-1);
    assertThat(fieldMillis("epoch_us", -1001)).isEqualTo(-2);
    assertThat(fieldMillis("epoch_us", "-1")).isEqualTo(-1);
    assertThat(fieldMillis("epoch_ns", "-1000001")).isEqualTo(-2);
    assertThat(fieldMillis("epoch_s", new BigDecimal("-0.0001"))).isEqualTo(-1);
    assertThat(fieldMillis("epoch_s", "-1.0001")).isEqualTo(-1001);
    assertThat(fieldMillis("epoch_ms", -0.5d)).isEqualTo(-1);
    assertThat(fieldMillis("iso8601", "1969-12-31T23:59:59.9989Z")).isEqualTo(-2);
  }

  @Test
  void timesAreBetweenTheYears1And9999() {
    long first = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
    long last = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
    assertThat(fieldMillis("epoch_ms", first)).isEqualTo(first);
    assertThat(fieldMillis("iso8601", "0001-01-01T00:00:00Z")).isEqualTo(first);
    assertThat(fieldMillis("epoch_ms", last)).isEqualTo(last);
    assertThat(extractor("record", "epoch_ms").millis(stamped(last), NOW)).isEqualTo(last);
    for (Object outside :
        List.of(first - 1, last + 1, Long.MIN_VALUE, Long.MAX_VALUE, new Date(first - 1))) {
      assertOutOfRange("epoch_ms", outside);
    }
    assertOutOfRange("iso8601", "0000-12-31T23:59:59.999Z");
    assertOutOfRange("iso8601", "-0001-01-01");
    assertThatThrownBy(() -> extractor("record", "epoch_ms").millis(stamped(last + 1), NOW))
        .isInstanceOf(DataException.class);
  }

  private static void assertOutOfRange(String format, Object value) {
    assertThatThrownBy(() -> fieldMillis(format, value))
        .as("%s", value)
        .isInstanceOf(DataException.class)
        .hasMessageContaining("value.at is not between the years 1 and 9999");
  }

  @ParameterizedTest
  @CsvSource({
    "iso8601, 2024-03-01T10:00:00Z, 2024-03-01T10:00:00Z",
    "iso8601, 2024-03-01T10:00:00.123456789Z, 2024-03-01T10:00:00.123Z",
    "iso8601, 2024-03-01T10:00:00+05:30, 2024-03-01T04:30:00Z",
    "iso8601, 2024-03-01T10:00:00+0530, 2024-03-01T04:30:00Z",
    "iso8601, 2024-03-01T10:00:00-08, 2024-03-01T18:00:00Z",
    "iso8601, 2024-03-01 10:00, 2024-03-01T18:00:00Z",
    "iso8601, 2024-03-01T10:00:00, 2024-03-01T18:00:00Z",
    "iso8601, 2024-07-01T10:00:00, 2024-07-01T17:00:00Z",
    "iso8601, 2024-03-01, 2024-03-01T08:00:00Z",
    "iso8601, 2024-01-01T00:00:00+01:00[Europe/Berlin], 2023-12-31T23:00:00Z",
    "iso8601, 2024-01-01T00:00:00[Europe/Berlin], 2023-12-31T23:00:00Z",
    "iso8601, 2024-10-27T02:30:00+01:00[Europe/Berlin], 2024-10-27T01:30:00Z",
    "iso8601, 2024-10-27T02:30:00+02:00[Europe/Berlin], 2024-10-27T00:30:00Z",
    "iso8601, 2024-01-01T00:00:00Z[UTC], 2024-01-01T00:00:00Z",
    "dd/MMM/yyyy:HH:mm:ss Z, 10/Oct/2000:13:55:36 -0700, 2000-10-10T20:55:36Z",
    "yyyy-MM-dd hh:mm a, 2024-03-01 01:30 PM, 2024-03-01T21:30:00Z",
    "yyyyMM, 202403, 2024-03-01T08:00:00Z",
    "yyyy, 2024, 2024-01-01T08:00:00Z",
    "yyyy-MM-dd HH:mm VV, 2024-03-01 10:00 Asia/Tokyo, 2024-03-01T01:00:00Z"
  })
  void readsTextsInTheZoneUnlessTheySayOtherwise(String format, String text, Instant expected) {
    TimestampExtractor extractor =
        new TimestampExtractor(
            new TimestampConfig(TimestampSource.parse("value.at"), format, MissingTimestamp.REPORT),
            LOS_ANGELES,
            Locale.ENGLISH);

    assertThat(extractor.millis(withField(text), NOW)).isEqualTo(expected.toEpochMilli());
  }

  @Test
  void readsNumbersByAPattern() {
    assertThat(fieldMillis("yyyyMMdd", 20240301))
        .isEqualTo(Instant.parse("2024-03-01T00:00:00Z").toEpochMilli());
  }

  @Test
  void connectsOwnTimesNeedNoFormatButATimeOfDayIsNone() {
    Schema schema =
        SchemaBuilder.struct().field("at", Timestamp.SCHEMA).field("time", Time.SCHEMA).build();
    Struct value = new Struct(schema).put("at", new Date(99_000)).put("time", new Date(5));
    SinkRecord record = new SinkRecord("t", 0, null, null, schema, value, 0);

    assertThat(extractor("value.at", "iso8601").millis(record, NOW)).isEqualTo(99_000);
    assertThatThrownBy(() -> extractor("value.time", "epoch_ms").millis(record, NOW))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("value.time is a time of day");
  }

  @Test
  void anUnreadableTimeNamesWhatDecidedItsFormat() {
    Schema schema =
        SchemaBuilder.struct()
            .field("at", SchemaBuilder.string().name("io.debezium.time.ZonedTimestamp").build())
            .field("other", SchemaBuilder.string().name("io.example.Time").build())
            .build();
    Struct value = new Struct(schema).put("at", "soon").put("other", "soon");
    SinkRecord record = new SinkRecord("t", 0, null, null, schema, value, 0);

    assertThatThrownBy(() -> extractor("value.at", "epoch_ms").millis(record, NOW))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("value.at cannot be read as io.debezium.time.ZonedTimestamp")
        .hasMessageNotContaining("timestamp.format");
    assertThatThrownBy(() -> extractor("value.other", "epoch_ms").millis(record, NOW))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("is not a time in timestamp.format=epoch_ms");
  }

  @Test
  void aRecordWithoutUsableTimeIsReportedNamedByItsField() {
    List<SinkRecord> records = new ArrayList<>();
    for (Object value :
        new Object[] {
          "soon", "", "1e999999999", Double.NaN, Double.MAX_VALUE, Long.MAX_VALUE, true, List.of()
        }) {
      records.add(withField(value));
    }
    Map<String, Object> nothing = new HashMap<>();
    nothing.put("at", null);
    records.add(new SinkRecord("t", 0, null, null, null, nothing, 0));
    records.add(new SinkRecord("t", 0, null, null, null, Map.of(), 0));
    records.add(new SinkRecord("t", 0, null, null, null, "text", 0));
    records.add(new SinkRecord("t", 0, null, null, null, null, 0));

    for (SinkRecord record : records) {
      assertThatThrownBy(() -> extractor("value.at", "epoch_s").millis(record, NOW))
          .as("%s", record.value())
          .isInstanceOf(DataException.class)
          .hasMessageContaining("value.at");
    }
    assertThatThrownBy(() -> extractor("record", "epoch_ms").millis(stamped(null), NOW))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> extractor("record", "epoch_ms").millis(stamped(-1L), NOW))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> extractor("value.at", "iso8601").millis(withField(5L), NOW))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> extractor("value.at", "iso8601").millis(withField("2024-02-30"), NOW))
        .isInstanceOf(DataException.class)
        .hasMessageNotContaining("2024-02-30")
        .hasNoCause();
  }

  @Test
  void aRecordWithoutUsableTimeMayTakeTheClockOrFailTheTask() {
    assertThat(
            extractor("value.at", "epoch_s", MissingTimestamp.WALLCLOCK)
                .millis(withField("soon"), NOW))
        .isEqualTo(NOW);
    assertThatThrownBy(
            () ->
                extractor("value.at", "epoch_s", MissingTimestamp.FAIL)
                    .millis(withField("soon"), NOW))
        .isInstanceOf(ConnectException.class)
        .isNotInstanceOf(DataException.class)
        .hasMessageContaining("offset 0 of t-0")
        .hasMessageContaining("report or wallclock");
  }

  private static long fieldMillis(String format, Object value) {
    return extractor("value.at", format).millis(withField(value), NOW);
  }

  private static TimestampExtractor extractor(String source, String format) {
    return extractor(source, format, MissingTimestamp.REPORT);
  }

  private static TimestampExtractor extractor(
      String source, String format, MissingTimestamp missing) {
    return new TimestampExtractor(
        new TimestampConfig(TimestampSource.parse(source), format, missing),
        ZoneId.of("UTC"),
        Locale.ENGLISH);
  }

  private static SinkRecord withField(Object value) {
    return new SinkRecord("t", 0, null, null, null, Map.of("at", value), 0);
  }

  private static SinkRecord stamped(Long timestamp) {
    return new SinkRecord("t", 0, null, null, null, "v", 0, timestamp, TimestampType.CREATE_TIME);
  }
}
