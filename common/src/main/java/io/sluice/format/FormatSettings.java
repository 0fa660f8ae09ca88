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

import java.util.Objects;
import java.util.OptionalInt;

/**
 * What the user chose for the files.
 *
 * @param format one of {@link Formats#names()}
 * @param compression of the whole file
 * @param compressionLevel empty for the compression's default; must be in its range
 * @param textSeparator what follows each record of {@code text}; may be empty
 * @param recordMaxBytes the longest encoded record without separator and before compression, 1 to
 *     {@value #HIGHEST_RECORD_MAX_BYTES}
 */
public record FormatSettings(
    String format,
    Compression compression,
    OptionalInt compressionLevel,
    String textSeparator,
    int recordMaxBytes) {

  /** The highest limit: a record must fit into one array beside others. */
  public static final int HIGHEST_RECORD_MAX_BYTES = 1 << 30;

  public FormatSettings {
    Objects.requireNonNull(compression, "compression");
    Objects.requireNonNull(compressionLevel, "compressionLevel");
    Objects.requireNonNull(textSeparator, "textSeparator");
    if (!Formats.names().contains(format)) {
      throw new IllegalArgumentException(
          "format must be one of " + Formats.names() + ", not " + format);
    }
    if (recordMaxBytes < 1 || recordMaxBytes > HIGHEST_RECORD_MAX_BYTES) {
      throw new IllegalArgumentException(
          "record.max.bytes must be 1 to " + HIGHEST_RECORD_MAX_BYTES + ", not " + recordMaxBytes);
    }
    // Refuses a level that is out of range.
    compression.level(compressionLevel);
  }

  int level() {
    return compression.level(compressionLevel);
  }
}
