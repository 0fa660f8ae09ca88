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

import java.util.Optional;
import java.util.function.BiConsumer;

/** The settings that only one format has. */
public sealed interface FormatSettings
    permits JsonConfig,
        TextConfig,
        BytesConfig,
        CsvConfig,
        AvroConfig,
        ParquetConfig,
        OrcConfig,
        SequenceFileConfig {

  /** The format that has these settings. */
  FormatName format();

  /**
   * Bytes before compression, at least 0, that an encoder may hold in memory; a file may grow by so
   * much after its size was checked.
   */
  default long heldBytes() {
    return 0;
  }

  /** The key of {@link #heldBytes}; empty if they are 0. */
  default Optional<String> heldBytesKey() {
    return Optional.empty();
  }

  /**
   * Checks these settings against each other and against those that all formats have.
   *
   * @param config the configuration that these settings are part of
   * @param errors receives a key and its message for each contradiction
   */
  default void check(FormatConfig config, BiConsumer<String, String> errors) {}

  /** Returns what the case of this format returns. */
  <T> T match(Cases<T> cases);

  /** One function for each format. */
  interface Cases<T> {
    T json(JsonConfig json);

    T text(TextConfig text);

    T bytes(BytesConfig bytes);

    T csv(CsvConfig csv);

    T avro(AvroConfig avro);

    T parquet(ParquetConfig parquet);

    T orc(OrcConfig orc);

    T sequenceFile(SequenceFileConfig sequenceFile);
  }
}
