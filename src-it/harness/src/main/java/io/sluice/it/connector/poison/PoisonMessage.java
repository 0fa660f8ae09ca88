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
package io.sluice.it.connector.poison;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A message in the topic, from which the {@link PoisonConverter} creates data.
 *
 * @param kind empty for a good record
 * @param number distinguishes records
 */
public record PoisonMessage(Optional<PoisonKind> kind, long number) {
  /** Part of every message and of all data created from it; it must not appear in a log. */
  public static final String MARKER = "nobody-may-log-this";

  private static final String GOOD = "GOOD";

  /** The message as stored in the topic. */
  public byte[] encode() {
    String text = MARKER + " " + kind.map(Enum::name).orElse(GOOD) + " " + number;
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Reads a message that {@link #encode} has written. */
  public static PoisonMessage decode(byte[] bytes) {
    String[] parts = new String(bytes, StandardCharsets.UTF_8).split(" ");
    return new PoisonMessage(
        parts[1].equals(GOOD) ? Optional.empty() : Optional.of(PoisonKind.valueOf(parts[1])),
        Long.parseLong(parts[2]));
  }

  /** A text that is in the data of this record and of no other. */
  public static String text(long number) {
    return MARKER + " " + number;
  }
}
