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
package io.sluice.record;

import io.sluice.config.RecordField;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.data.Values;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/** The parts of a record, each with its schema. */
final class FieldValues {
  private static final Schema HEADER =
      SchemaBuilder.struct()
          .name("Header")
          .field("key", Schema.STRING_SCHEMA)
          .field("value", Schema.OPTIONAL_STRING_SCHEMA)
          .build();
  private static final Schema HEADERS = SchemaBuilder.array(HEADER).build();
  private static final Schema OPTIONAL_TIMESTAMP = Timestamp.builder().optional().build();

  private FieldValues() {}

  /** The schema of a part; null if it has none. */
  static Schema schema(RecordField field, SinkRecord record) {
    return switch (field) {
      case KEY -> schema(record.keySchema(), record.key());
      case VALUE -> schema(record.valueSchema(), record.value());
      default -> fixedSchema(field);
    };
  }

  /** The schema of a part other than key and value. */
  static Schema fixedSchema(RecordField field) {
    return switch (field) {
      case KEY, VALUE ->
          throw new IllegalArgumentException(field + " has the schema it is sent with");
      case HEADERS -> HEADERS;
      case TOPIC -> Schema.STRING_SCHEMA;
      case PARTITION -> Schema.INT32_SCHEMA;
      case OFFSET -> Schema.INT64_SCHEMA;
      case TIMESTAMP -> OPTIONAL_TIMESTAMP;
      case INGEST_TIME -> Timestamp.SCHEMA;
    };
  }

  private static Schema schema(Schema sent, Object value) {
    return sent == null && value instanceof Struct struct ? struct.schema() : sent;
  }

  static Object value(RecordField field, SinkRecord record, long now) {
    return switch (field) {
      case KEY -> record.key();
      case VALUE -> record.value();
      case HEADERS -> headers(record);
      case TOPIC -> record.originalTopic();
      case PARTITION -> record.originalKafkaPartition();
      case OFFSET -> record.originalKafkaOffset();
      case TIMESTAMP -> timestamp(record);
      case INGEST_TIME -> new Date(now);
    };
  }

  /** Null if the record has none, for which Kafka may give -1. */
  private static Date timestamp(SinkRecord record) {
    Long millis = record.timestamp();
    return millis == null || millis < 0 ? null : new Date(millis);
  }

  /** A list, since keys may repeat and their order matters. */
  private static List<Struct> headers(SinkRecord record) {
    List<Struct> headers = new ArrayList<>(record.headers().size());
    for (Header header : record.headers()) {
      headers.add(
          new Struct(HEADER)
              .put("key", header.key())
              .put("value", Values.convertToString(header.schema(), header.value())));
    }
    return headers;
  }
}
