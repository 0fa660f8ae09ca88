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
package io.sluice.connect;

import io.sluice.config.FieldsConfig;
import io.sluice.config.LayoutConfig;
import io.sluice.config.RecordField;
import io.sluice.config.TimestampConfig;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out whether the settings read headers whose texts Connect may rewrite. */
final class HeaderTexts {
  private static final String HEADER_CONVERTER = "header.converter";

  private HeaderTexts() {}

  /**
   * A warning if the settings read headers and set no converter for them.
   *
   * @param properties the connector's properties, which need not be valid
   */
  static Optional<String> warning(Map<String, String> properties) {
    if (properties.containsKey(HEADER_CONVERTER)) {
      return Optional.empty();
    }
    return Stream.of(
            LayoutConfig.DIRECTORY_TEMPLATE,
            LayoutConfig.FILE_TEMPLATE,
            FieldsConfig.RECORD_FIELDS,
            TimestampConfig.TIMESTAMP_SOURCE)
        .filter(key -> readsHeaders(key, properties.getOrDefault(key, "")))
        .findFirst()
        .map(
            key ->
                key
                    + " reads headers, and "
                    + HEADER_CONVERTER
                    + " is not set: unless the worker sets another, Connect's default converter"
                    + " parses their texts, so that 007 becomes 7 and 1.10 becomes 1.1; set "
                    + HEADER_CONVERTER
                    + "=org.apache.kafka.connect.storage.StringConverter to keep them");
  }

  private static boolean readsHeaders(String key, String value) {
    return switch (key) {
      case FieldsConfig.RECORD_FIELDS ->
          Arrays.stream(value.split(","))
              .anyMatch(field -> field.strip().equals(RecordField.HEADERS.label()));
      case TimestampConfig.TIMESTAMP_SOURCE -> value.startsWith("header.");
      default -> value.contains("{header.");
    };
  }
}
