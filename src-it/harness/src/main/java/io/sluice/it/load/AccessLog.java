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
package io.sluice.it.load;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Lines of a web server's access log in the combined format, followed by a request id. The line of
 * a number is always the same, and no two numbers have the same line, because their request ids
 * differ.
 */
public final class AccessLog {
  private static final Instant FIRST = Instant.parse("2026-01-12T06:00:00Z");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final List<String> SECTIONS =
      List.of("products", "articles", "users", "orders", "search", "images", "api/v2/items");
  private static final List<String> SITES =
      List.of("-", "https://www.example.com/", "https://search.example.org/?q=kettle");
  private static final List<String> AGENTS =
      List.of(
          "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
              + " Chrome/141.0.0.0 Safari/537.36",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15",
          "curl/8.5.0");
  private static final int LINES_PER_SECOND = 50;

  private AccessLog() {}

  /** The line of this number, from 0, without a line end. */
  public static String line(long number) {
    SplittableRandom random = new SplittableRandom(number);
    boolean read = random.nextInt(10) < 9;
    int dice = random.nextInt(100);
    int status = dice < 90 ? (read ? 200 : 201) : dice < 95 ? 304 : dice < 99 ? 404 : 503;
    return "198.51."
        + random.nextInt(256)
        + '.'
        + random.nextInt(256)
        + " - - ["
        + TIME.format(FIRST.plusSeconds(number / LINES_PER_SECOND))
        + "] \""
        + (read ? "GET" : "POST")
        + " /"
        + SECTIONS.get(random.nextInt(SECTIONS.size()))
        + '/'
        + random.nextInt(100_000)
        + " HTTP/1.1\" "
        + status
        + ' '
        + (status == 304 ? 0 : random.nextInt(200, 60_000))
        + " \""
        + SITES.get(random.nextInt(SITES.size()))
        + "\" \""
        + AGENTS.get(random.nextInt(AGENTS.size()))
        + "\" "
        + String.format(Locale.ROOT, "%016x", mixed(number));
  }

  /** A bijection of the 64-bit numbers (the finalizer of SplitMix64). */
  private static long mixed(long number) {
    long z = number + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
