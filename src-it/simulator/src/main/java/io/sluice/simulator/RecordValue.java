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
package io.sluice.simulator;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/**
 * The values of records, which name their own coordinates: as text, or in structs of two schemas.
 */
final class RecordValue {
  /** The field of a struct that names the coordinates. */
  static final String FIELD = "at";

  private static final Schema FIRST =
      SchemaBuilder.struct().name("first").field(FIELD, Schema.STRING_SCHEMA).build();
  private static final Schema SECOND =
      SchemaBuilder.struct()
          .name("second")
          .field(FIELD, Schema.STRING_SCHEMA)
          .field("more", Schema.OPTIONAL_INT64_SCHEMA)
          .build();

  private RecordValue() {}

  static Schema schema(long offset, Scenario.Input input) {
    if (!input.structs()) {
      return Schema.OPTIONAL_STRING_SCHEMA;
    }
    return offset % 3 == 0 ? SECOND : FIRST;
  }

  static Object of(TopicPartition topicPartition, long offset, Scenario.Input input) {
    String text = topicPartition.topic() + ':' + topicPartition.partition() + ':' + offset;
    return input.structs() ? new Struct(schema(offset, input)).put(FIELD, text) : text;
  }

  /** The offset in a record's text, or -1 if it belongs to another partition. */
  static long offset(TopicPartition topicPartition, String text) {
    String prefix = topicPartition.topic() + ':' + topicPartition.partition() + ':';
    if (!text.startsWith(prefix)) {
      return -1;
    }
    try {
      return Long.parseLong(text.substring(prefix.length()));
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
