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
package io.sluice.config;

import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Patterns of {@code java.time}; refuses mistakes that {@code java.time} accepts. */
public final class TimePattern {

  private TimePattern() {}

  /**
   * Compiles a pattern.
   *
   * @throws IllegalArgumentException if the text is no pattern or contains a week-based year; the
   *     message names the remedy
   */
  public static DateTimeFormatter compile(String pattern, Locale locale) {
    if (pattern.isEmpty()) {
      throw new IllegalArgumentException("has no time pattern; write one such as yyyy-MM-dd");
    }
    boolean quoted = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\'') {
        quoted = !quoted;
      } else if (c == 'Y' && !quoted) {
        throw new IllegalArgumentException(
            "Y is the week-based year, which is wrong around New Year; write yyyy instead of YYYY");
      }
    }
    try {
      return DateTimeFormatter.ofPattern(pattern, locale);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          pattern
              + " is not a time pattern ("
              + e.getMessage()
              + "); write one such as yyyy-MM-dd, with other letters in single quotes",
          e);
    }
  }
}
