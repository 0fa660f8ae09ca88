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
package io.sluice.path;

import static io.sluice.path.Records.at;
import static io.sluice.path.Records.directory;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeFormatTest {

  private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");

  @ParameterizedTest
  @CsvSource({
    "HH:mm:ss/15s, 2024-03-01T10:07:44Z, 15%3A37%3A30",
    "HHmm/5m, 2024-03-01T10:07:44Z, 1535",
    "HHmm/15m, 2024-03-01T10:07:44Z, 1530",
    "HHmm/12h, 2024-03-01T10:07:44Z, 1200",
    "HHmm/12h, 2024-03-01T06:29:59Z, 0000",
    "yyyy-MM-dd HHmm/1d, 2024-03-01T18:30:00Z, 2024-03-02%200000"
  })
  void stepsCountInLocalTimeAlsoWithAHalfHourOffset(String pattern, String time, String expected) {
    assertThat(directory(at(time), "{timestamp:" + pattern + "}", "timezone", "Asia/Kolkata"))
        .isEqualTo(expected);
  }

  @Test
  void bothHoursOfAnAutumnNightShareADirectory() {
    String template = "'year'=yyyy/'month'=MM/'day'=dd/'hour'=HH";

    for (String time : List.of("2015-11-01T08:30:00Z", "2015-11-01T09:30:00Z")) {
      assertThat(
              directory(
                  at(time), "{timestamp:" + template + "}", "timezone", "America/Los_Angeles"))
          .isEqualTo("year=2015/month=11/day=01/hour=01");
    }
  }

  @Test
  void anOffsetInThePatternDistinguishesTheTwoHours() {
    TimeFormat format = new TimeFormat("HH xx", 0, LOS_ANGELES, Locale.ENGLISH);

    assertThat(format.bucket(millis("2015-11-01T08:30:00Z")).text()).isEqualTo("01%20-0700");
    assertThat(format.bucket(millis("2015-11-01T09:30:00Z")).text()).isEqualTo("01%20-0800");
    assertThat(format.bucket(millis("2015-11-01T08:30:00Z")).until())
        .isEqualTo(millis("2015-11-01T09:00:00Z"));
  }

  @Test
  void aStepThatFloorsIntoTheSpringGapKeepsItsLocalTime() {
    TimeFormat format = new TimeFormat("HHmm", 7_200_000, LOS_ANGELES, Locale.ENGLISH);

    // At 02:00 the clocks go to 03:00, so that 02:00 does not exist on this day.
    TimeFormat.Bucket bucket = format.bucket(millis("2024-03-10T10:15:00Z"));

    assertThat(bucket.text()).isEqualTo("0200");
    assertThat(bucket.from()).isEqualTo(millis("2024-03-10T10:00:00Z"));
    assertThat(bucket.until()).isEqualTo(millis("2024-03-10T11:00:00Z"));
  }

  /** The clock change divides a step of half a day. */
  @ParameterizedTest
  @CsvSource({
    "2015-11-01T09:00:00Z, -0700, -0800, 2015-11-01T07:00:00Z, 2015-11-01T20:00:00Z",
    "2024-03-10T10:00:00Z, -0800, -0700, 2024-03-10T08:00:00Z, 2024-03-10T19:00:00Z"
  })
  void aClockChangeEndsOneBucketAndBeginsTheNext(
      Instant change, String before, String after, Instant begin, Instant end) {
    TimeFormat format = new TimeFormat("HH xx", 43_200_000, LOS_ANGELES, Locale.ENGLISH);
    long at = change.toEpochMilli();

    assertThat(format.bucket(at - 1))
        .isEqualTo(new TimeFormat.Bucket("00%20" + before, begin.toEpochMilli(), at));
    for (long time : new long[] {at, at + 1, end.toEpochMilli() - 1}) {
      assertThat(format.bucket(time))
          .isEqualTo(new TimeFormat.Bucket("00%20" + after, at, end.toEpochMilli()));
    }
    assertThat(format.bucket(end.toEpochMilli()).from()).isEqualTo(end.toEpochMilli());
  }

  /** Records around a clock change arrive in any order, and texts are kept. */
  @Test
  void keptTextsAreThoseOfTheirTimesAcrossAClockChange() {
    OutputPaths paths =
        Records.paths(
            "output.dir",
            "",
            "directory.template",
            "{timestamp:HH xx/12h}",
            "timezone",
            "America/Los_Angeles");
    long at = millis("2015-11-01T09:00:00Z");
    for (int i = 0; i < 3; i++) {
      assertThat(paths.group(at(at - 1), Records.NOW)).isEqualTo("00%20-0700");
      assertThat(paths.group(at(at), Records.NOW)).isEqualTo("00%20-0800");
      assertThat(paths.group(at(at + 1), Records.NOW)).isEqualTo("00%20-0800");
      assertThat(paths.group(at(at - 3_600_000), Records.NOW)).isEqualTo("00%20-0700");
    }
  }

  @Test
  void everyTimeOfABucketPrintsItsText() {
    List<String> patterns =
        List.of(
            "yyyy-MM-dd",
            "HH",
            "HHmm",
            "HH:mm:ss",
            "hh a",
            "EEE d MMM",
            "yyyyMMddHHmmssSSS",
            "yyyy-MM-dd HH xxx VV z",
            "B h");
    List<String> zones =
        List.of(
            "UTC",
            "America/Los_Angeles",
            "Asia/Kolkata",
            "Australia/Lord_Howe",
            "+05:45",
            "Africa/Casablanca",
            "Pacific/Apia");
    SplittableRandom random = new SplittableRandom(3);
    for (String zoneName : zones) {
      ZoneId zone = ZoneId.of(zoneName);
      for (String pattern : patterns) {
        TimeFormat format = new TimeFormat(pattern, 0, zone, Locale.ENGLISH);
        DateTimeFormatter plain = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
        for (int i = 0; i < 500; i++) {
          long time =
              random.nextLong(millis("1890-01-01T00:00:00Z"), millis("2030-01-01T00:00:00Z"));
          TimeFormat.Bucket bucket = format.bucket(time);
          assertThat(time).isBetween(bucket.from(), bucket.until() - 1);
          for (long other :
              new long[] {
                time,
                bucket.from(),
                bucket.until() - 1,
                random.nextLong(bucket.from(), bucket.until())
              }) {
            assertThat(
                    PathEscape.encodeTime(plain.format(Instant.ofEpochMilli(other).atZone(zone))))
                .as("%s %s %s", zone, pattern, Instant.ofEpochMilli(other))
                .isEqualTo(bucket.text());
          }
        }
      }
    }
  }

  @Test
  void namesOfMonthsAreInTheLanguage() {
    assertThat(directory(at("2024-03-01T10:00:00Z"), "{timestamp:MMMM}")).isEqualTo("March");
    assertThat(directory(at("2024-03-01T10:00:00Z"), "{timestamp:MMMM}", "locale", "de"))
        .isEqualTo("März");
  }

  @Test
  void anEventTimeSelectsTheHourOfItsRecord() {
    assertThat(directory(at("2024-03-01T10:59:59Z"), "{timestamp:HH}")).isEqualTo("10");
    assertThat(directory(at("2024-03-01T11:00:00Z"), "{timestamp:HH}")).isEqualTo("11");
  }

  private static long millis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }
}
