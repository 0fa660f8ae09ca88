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
package io.sluice.it.score;

import io.sluice.path.PathEscape;
import java.util.SplittableRandom;

/**
 * Values that try to break out of a path, to hide, to collide with each other or to be refused by a
 * store. The same seed gives the same values.
 */
final class HostileValues {
  private static final int MAX_LENGTH = 4096;
  private static final int MAX_LENGTH_BITS = 12;

  private static final String[] FRAGMENTS = {
    "/",
    "\\",
    "..",
    ".",
    "../",
    "..\\",
    "/..",
    "//",
    "/./",
    "~",
    "%",
    "%%",
    "%2F",
    "%2f",
    "%2E%2E",
    "%00",
    "%null",
    "%empty",
    "%~",
    "%25",
    "%E4",
    "%ED%A0%80",
    "_",
    "__",
    "_SUCCESS",
    "_temporary",
    ".hidden",
    ".well-known/acme-challenge/",
    "CON",
    "NUL",
    "aux.txt",
    "COM1",
    ":",
    "::$DATA",
    "*",
    "?",
    "\"",
    "<",
    ">",
    "|",
    "#",
    "[",
    "]",
    "{topic}",
    "${env:HOME}",
    "$(id)",
    "`id`",
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\0",
    "\u007f",
    "\u0085",
    "\u2028",
    "\u202e",
    "\ufeff",
    "\ufffd",
    "\uffff",
    "a\u0308",
    "\u00e4",
    "\u1e9e",
    "\u0130",
    "\ud800",
    "\udc00",
    "\udbff\udfff",
    "partition=0",
    "=",
    "+",
    "+g1",
    ",",
    ";",
    "&",
    "\uff0f",
    "\u2215",
    "\u2024\u2024",
    "s3://",
    "hdfs://a/b",
    "-rf"
  };

  private final SplittableRandom random;
  private String previous = "";

  HostileValues(long seed) {
    random = new SplittableRandom(seed);
  }

  /** The next value; never null, at most 4,096 characters, now and then empty. */
  String next() {
    String value =
        switch (random.nextInt(8)) {
          case 0 -> text(length(), 0x110000);
          case 1 -> text(length(), 0x80);
          case 2 -> text(length(), 0x20);
          case 3 -> units(length());
          case 4 -> fragments(1 + random.nextInt(4));
          case 5 -> fragments(1 + random.nextInt(64));
          // The encoded form of another value, and a slightly different value.
          case 6 -> PathEscape.component(previous);
          default -> altered(previous);
        };
    previous = value.length() > MAX_LENGTH ? value.substring(0, MAX_LENGTH) : value;
    return previous;
  }

  /** Most are short, a few are as long as can be. */
  private int length() {
    int most = 1 << random.nextInt(MAX_LENGTH_BITS + 1);
    return 1 + random.nextInt(most);
  }

  /** Characters of all of Unicode below a bound, whether they are assigned or not. */
  private String text(int length, int bound) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.appendCodePoint(random.nextInt(bound));
    }
    return text.toString();
  }

  /** Any chars, most of them halves of surrogate pairs. */
  private String units(int length) {
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      int unit = random.nextInt(3) == 0 ? random.nextInt(0x10000) : 0xd800 + random.nextInt(0x800);
      text.append((char) unit);
    }
    return text.toString();
  }

  private String fragments(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(FRAGMENTS[random.nextInt(FRAGMENTS.length)]);
    }
    return text.toString();
  }

  private String altered(String value) {
    StringBuilder text = new StringBuilder(value);
    int at = random.nextInt(text.length() + 1);
    switch (random.nextInt(3)) {
      case 0 -> text.insert(at, FRAGMENTS[random.nextInt(FRAGMENTS.length)]);
      case 1 -> text.delete(at, Math.min(text.length(), at + 1));
      default -> text.append((char) random.nextInt(0x10000));
    }
    return text.toString();
  }
}
