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

import java.util.OptionalInt;

/** Settings of formats for tests, with defaults for what a test does not care about. */
public final class FormatConfigs {
  private FormatConfigs() {}

  public static FormatConfig of(FormatName format, CompressionName compression) {
    return of(format, compression, OptionalInt.empty(), "\n");
  }

  public static FormatConfig of(
      FormatName format, CompressionName compression, OptionalInt level, String separator) {
    return new FormatConfig(
        format,
        compression,
        level,
        separator,
        csv(),
        avroOf(AvroCodecName.NULL),
        OrcConfig.DEFAULT);
  }

  public static FormatConfig avro(AvroCodecName codec) {
    return avro(avroOf(codec));
  }

  public static FormatConfig avro(AvroConfig avro) {
    return new FormatConfig(
        FormatName.AVRO,
        CompressionName.NONE,
        OptionalInt.empty(),
        "\n",
        csv(),
        avro,
        OrcConfig.DEFAULT);
  }

  public static FormatConfig csv(CsvConfig csv, CompressionName compression) {
    return new FormatConfig(
        FormatName.CSV,
        compression,
        OptionalInt.empty(),
        "\n",
        csv,
        avroOf(AvroCodecName.NULL),
        OrcConfig.DEFAULT);
  }

  public static FormatConfig orc(OrcConfig orc, CompressionName compression) {
    return orc(orc, compression, OptionalInt.empty());
  }

  public static FormatConfig orc(OrcConfig orc, CompressionName compression, OptionalInt level) {
    return new FormatConfig(
        FormatName.ORC, compression, level, "\n", csv(), avroOf(AvroCodecName.NULL), orc);
  }

  private static CsvConfig csv() {
    return new CsvConfig(',', true, "", false);
  }

  private static AvroConfig avroOf(AvroCodecName codec) {
    return new AvroConfig(codec, OptionalInt.empty(), AvroConfig.DEFAULT_BLOCK_BYTES);
  }
}
