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

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses tokens such as {@code timestamp:HHmm/15m}. */
final class TimeTokens {

  static final String PREFIX = "timestamp:";

  private static final Pattern STEP = Pattern.compile("/(\\d{1,6})([smhd])$");
  private static final long DAY_MILLIS = 86_400_000;

  private TimeTokens() {}

  /**
   * The formats of a token, one for each level of directories: slashes in the pattern separate
   * levels.
   *
   * @param token without its braces
   * @throws IllegalArgumentException if the token is refused; the message names it and the remedy
   */
  static List<TimeFormat> parse(String token, ZoneId zone, Locale locale) {
    String pattern = token.substring(PREFIX.length());
    if (pattern.indexOf('|') >= 0) {
      throw new IllegalArgumentException(
          "{" + token + "} has a fallback; remove it, timestamp.missing decides");
    }
    long step = 0;
    Matcher matcher = STEP.matcher(pattern);
    if (matcher.find()) {
      step = stepMillis(token, Long.parseLong(matcher.group(1)), matcher.group(2).charAt(0));
      pattern = pattern.substring(0, matcher.start());
    }
    List<TimeFormat> formats = new ArrayList<>();
    try {
      for (String level : levels(pattern)) {
        formats.add(new TimeFormat(level, step, zone, locale));
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("{" + token + "} is refused: " + e.getMessage(), e);
    }
    return formats;
  }

  private static long stepMillis(String token, long count, char unit) {
    long millis =
        count
            * switch (unit) {
              case 's' -> 1000L;
              case 'm' -> 60_000L;
              case 'h' -> 3_600_000L;
              default -> DAY_MILLIS;
            };
    if (millis == 0 || DAY_MILLIS % millis != 0) {
      throw new IllegalArgumentException(
          "{"
              + token
              + "} has a step that does not divide a day; write one such as 15s, 5m, 12h or 1d");
    }
    return millis;
  }

  private static List<String> levels(String pattern) {
    List<String> levels = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      quoted ^= c == '\'';
      if (c == '/' && !quoted) {
        levels.add(pattern.substring(start, i));
        start = i + 1;
      }
    }
    levels.add(pattern.substring(start));
    return levels;
  }
}
