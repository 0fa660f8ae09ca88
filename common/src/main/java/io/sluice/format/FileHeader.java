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

import io.sluice.format.schema.FileSchema;
import java.util.Map;

/**
 * The properties of a file that are known before its first record.
 *
 * @param schema from {@link Format#schemas} or {@link Format#schema}
 * @param topic in Kafka, to which the offsets belong
 * @param partition in Kafka
 */
public record FileHeader(FileSchema schema, String topic, int partition) {

  /** Metadata for readers, in formats that have a place for it. */
  Map<String, String> metadata() {
    return Map.of("sluice.topic", topic, "sluice.partition", String.valueOf(partition));
  }
}
