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

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** A file format. */
public enum FormatName {
  /** One JSON document per line. */
  JSON(true, false, EnumSet.allOf(CompressionName.class)),
  /** Each value as text, followed by the separator. */
  TEXT(false, false, EnumSet.allOf(CompressionName.class)),
  /** The bytes of the values, without separators. */
  BYTES(false, false, EnumSet.allOf(CompressionName.class)),
  /** Comma-separated values as in RFC 4180, one schema per file. */
  CSV(true, true, EnumSet.allOf(CompressionName.class)),
  /** Avro object container files, one schema each, compressed by {@link AvroCodecName}. */
  AVRO(true, true, EnumSet.of(CompressionName.NONE)),
  /** Parquet files, one schema each. */
  PARQUET(
      true,
      true,
      EnumSet.complementOf(EnumSet.of(CompressionName.DEFLATE, CompressionName.BZIP2)),
      CompressionName.SNAPPY),
  /** ORC files, one schema each. */
  ORC(
      true,
      true,
      EnumSet.complementOf(EnumSet.of(CompressionName.GZIP, CompressionName.BZIP2)),
      CompressionName.SNAPPY),
  /** Hadoop's sequence files. */
  SEQUENCEFILE(false, false, EnumSet.complementOf(EnumSet.of(CompressionName.ZSTD)));

  private final boolean columns;
  private final boolean schema;
  private final Set<CompressionName> compressions;
  private final CompressionName usualCompression;

  FormatName(boolean columns, boolean schema, Set<CompressionName> compressions) {
    this(columns, schema, compressions, CompressionName.NONE);
  }

  FormatName(
      boolean columns,
      boolean schema,
      Set<CompressionName> compressions,
      CompressionName usualCompression) {
    this.columns = columns;
    this.schema = schema;
    this.compressions = Collections.unmodifiableSet(compressions);
    this.usualCompression = usualCompression;
  }

  /** Whether a record may be a row of several columns. */
  public boolean hasColumns() {
    return columns;
  }

  /** Whether all records of a file have one schema. */
  public boolean hasSchema() {
    return schema;
  }

  /** The compressions that files of this format support, as a whole or inside. */
  public Set<CompressionName> compressions() {
    return compressions;
  }

  /** The compression that readers of this format expect, and every one of them supports. */
  CompressionName usualCompression() {
    return usualCompression;
  }

  /** The names of {@link #compressions}, for messages. */
  public String compressionNames() {
    return compressions.stream().map(Choices::name).collect(Collectors.joining(", "));
  }
}
