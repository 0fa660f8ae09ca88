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
package io.sluice.format.type;

import static io.sluice.format.type.Resolution.MICROS;
import static io.sluice.format.type.Resolution.MILLIS;
import static io.sluice.format.type.Resolution.NANOS;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/**
 * The types of schemas whose name alone determines their type: names of Connect, of change data
 * capture, and of Avro's logical types as converters pass them. Decimals are not among them,
 * because their type depends on parameters.
 */
public final class NamedTypes {
  /** A text with an offset from UTC. */
  static final String ZONED_TIMESTAMP = "io.debezium.time.ZonedTimestamp";

  /** A struct of a scale and an unscaled value. */
  static final String SCALED_DECIMAL = "io.debezium.data.VariableScaleDecimal";

  private static final Map<String, Named> TYPES = new LinkedHashMap<>();

  /**
   * A name with its type.
   *
   * @param type the type of schemas that the name applies to
   */
  public record Named(String name, Schema.Type type, FileType fileType) {}

  static {
    add(Date.LOGICAL_NAME, Schema.Type.INT32, new FileType.Date());
    add(Time.LOGICAL_NAME, Schema.Type.INT32, new FileType.TimeOfDay(MILLIS));
    add(Timestamp.LOGICAL_NAME, Schema.Type.INT64, new FileType.Instant(MILLIS));
    add("io.debezium.time.Date", Schema.Type.INT32, new FileType.Date());
    add("io.debezium.time.Time", Schema.Type.INT32, new FileType.TimeOfDay(MILLIS));
    add("io.debezium.time.MicroTime", Schema.Type.INT64, new FileType.TimeOfDay(MICROS));
    add("io.debezium.time.NanoTime", Schema.Type.INT64, new FileType.TimeOfDay(NANOS));
    add("io.debezium.time.Timestamp", Schema.Type.INT64, new FileType.LocalTimestamp(MILLIS));
    add("io.debezium.time.MicroTimestamp", Schema.Type.INT64, new FileType.LocalTimestamp(MICROS));
    add("io.debezium.time.NanoTimestamp", Schema.Type.INT64, new FileType.LocalTimestamp(NANOS));
    add(ZONED_TIMESTAMP, Schema.Type.STRING, new FileType.Instant(MICROS));
    add("io.debezium.data.Uuid", Schema.Type.STRING, new FileType.Uuid());
    add("io.debezium.data.Json", Schema.Type.STRING, new FileType.Json());
    add(SCALED_DECIMAL, Schema.Type.STRUCT, new FileType.DecimalText());
    add("date", Schema.Type.INT32, new FileType.Date());
    add("time-millis", Schema.Type.INT32, new FileType.TimeOfDay(MILLIS));
    add("time-micros", Schema.Type.INT64, new FileType.TimeOfDay(MICROS));
    add("timestamp-millis", Schema.Type.INT64, new FileType.Instant(MILLIS));
    add("timestamp-micros", Schema.Type.INT64, new FileType.Instant(MICROS));
    add("timestamp-nanos", Schema.Type.INT64, new FileType.Instant(NANOS));
    add("local-timestamp-millis", Schema.Type.INT64, new FileType.LocalTimestamp(MILLIS));
    add("local-timestamp-micros", Schema.Type.INT64, new FileType.LocalTimestamp(MICROS));
    add("local-timestamp-nanos", Schema.Type.INT64, new FileType.LocalTimestamp(NANOS));
    add("uuid", Schema.Type.STRING, new FileType.Uuid());
  }

  private NamedTypes() {}

  private static void add(String name, Schema.Type type, FileType fileType) {
    TYPES.put(name, new Named(name, type, fileType));
  }

  /** All names, in the order of documentation. */
  public static Iterable<Named> all() {
    return TYPES.values();
  }

  /** The type that a schema's name determines, if its type is the one that the name applies to. */
  static Optional<FileType> of(Schema schema) {
    return Optional.ofNullable(schema.name())
        .map(TYPES::get)
        .filter(named -> named.type() == schema.type())
        .map(Named::fileType);
  }
}
