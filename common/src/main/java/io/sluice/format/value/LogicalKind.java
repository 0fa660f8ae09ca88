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
package io.sluice.format.value;

import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** The logical type of a Connect schema. */
public enum LogicalKind {
  PLAIN,
  DECIMAL,
  DATE,
  TIME,
  TIMESTAMP,
  UUID;

  /** Recognizes Connect's logical types on the right type, and strings named as UUIDs. */
  public static LogicalKind of(Schema schema) {
    if (schema.name() == null) {
      return PLAIN;
    }
    return switch (schema.name()) {
      case Decimal.LOGICAL_NAME -> schema.type() == Schema.Type.BYTES ? DECIMAL : PLAIN;
      case Date.LOGICAL_NAME -> schema.type() == Schema.Type.INT32 ? DATE : PLAIN;
      case Time.LOGICAL_NAME -> schema.type() == Schema.Type.INT32 ? TIME : PLAIN;
      case Timestamp.LOGICAL_NAME -> schema.type() == Schema.Type.INT64 ? TIMESTAMP : PLAIN;
      // Connect has no logical type for UUIDs; the second name is Debezium's.
      case "uuid", "io.debezium.data.Uuid" -> schema.type() == Schema.Type.STRING ? UUID : PLAIN;
      default -> PLAIN;
    };
  }

  /** Whether a format's logical type replaces Connect's name, version and parameters. */
  public boolean saysAll() {
    return this != PLAIN && this != UUID;
  }
}
