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
package io.sluice.it.score.campaign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * When consumers got their partitions, as the workers' logs say: just before Connect calls the
 * task's {@code open}.
 */
final class Assignments {
  private static final Pattern LINE =
      Pattern.compile("^(\\d\\d:\\d\\d:\\d\\d\\.\\d{3}) .*newly assigned partitions: \\[?(.*?)]?$");
  private static final Duration DAY = Duration.ofDays(1);

  private final List<NavigableSet<Instant>> times = new ArrayList<>();

  private Assignments() {}

  /**
   * @param logs of runs that ended now or less than 12 hours after each line
   */
  static Assignments read(Collection<Path> logs, String topic, int partitions) throws IOException {
    Assignments assignments = new Assignments();
    for (int i = 0; i < partitions; i++) {
      assignments.times.add(new TreeSet<>());
    }
    ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
    for (Path log : logs) {
      try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
        lines.forEach(line -> assignments.take(line, topic, now));
      }
    }
    return assignments;
  }

  private void take(String line, String topic, ZonedDateTime now) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return;
    }
    Instant time = now.with(LocalTime.parse(matcher.group(1))).toInstant();
    // Lines have no date; the run may have passed midnight.
    Instant past = time.isAfter(now.toInstant()) ? time.minus(DAY) : time;
    for (String partition : matcher.group(2).split(", *")) {
      int dash = partition.lastIndexOf('-');
      if (dash > 0 && partition.substring(0, dash).equals(topic)) {
        times.get(Integer.parseInt(partition.substring(dash + 1))).add(past);
      }
    }
  }

  /** The last assignment of a partition before a time; null if there is none. */
  Instant lastBefore(int partition, Instant time) {
    return times.get(partition).lower(time);
  }
}
