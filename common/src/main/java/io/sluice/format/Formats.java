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
package io.sluice.format;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.connect.errors.ConnectException;

/** Makes formats from their names. */
public final class Formats {
  private Formats() {}

  /** What the configuration and the ledger may name, in the order of the documentation. */
  public static List<String> names() {
    return Arrays.stream(StreamFormat.Kind.values()).map(StreamFormat.Kind::label).toList();
  }

  /**
   * The format that the user chose.
   *
   * @throws ConnectException if the compression's native library does not load on this worker
   */
  public static Format of(FormatSettings settings) {
    settings.compression().check();
    return new StreamFormat(kind(settings.format()).orElseThrow(), settings);
  }

  /**
   * The format of a file that the ledger has decided, to build the file again. Level and limit are
   * not those of today: the default level always exists, and a record that was once accepted must
   * not be lost to a lower limit.
   *
   * @param format as {@link Format#name} gave it
   * @param compression as {@link Format#compression} gave it
   * @param current gives what the ledger does not name
   * @throws ConnectException if this version has no such format or compression, or if the
   *     compression's native library does not load on this worker
   */
  public static Format named(String format, String compression, FormatSettings current) {
    if (!names().contains(format)) {
      throw unknown("format", format);
    }
    Compression known =
        Compression.labelled(compression).orElseThrow(() -> unknown("compression", compression));
    return of(
        new FormatSettings(
            format,
            known,
            OptionalInt.empty(),
            current.textSeparator(),
            FormatSettings.HIGHEST_RECORD_MAX_BYTES));
  }

  private static Optional<StreamFormat.Kind> kind(String name) {
    return Arrays.stream(StreamFormat.Kind.values())
        .filter(kind -> kind.label().equals(name))
        .findFirst();
  }

  private static ConnectException unknown(String what, String name) {
    return new ConnectException(
        "The ledger names a pending file of "
            + what
            + " '"
            + name
            + "', which this version does not have: it was written by a newer Sluice; install that"
            + " version again");
  }
}
