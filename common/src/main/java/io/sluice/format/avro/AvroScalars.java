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
package io.sluice.format.avro;

import io.sluice.format.type.Column;
import io.sluice.format.type.FileType;
import io.sluice.format.type.Resolution;
import io.sluice.format.type.Types;
import java.util.HashMap;
import java.util.regex.Pattern;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * The Avro types of values without parts.
 *
 * <ul>
 *   <li>int8 and int16 become int with the original type in the property {@value #TYPE}.
 *   <li>Decimals, dates, times, timestamps and UUIDs become logical types. A time of day in
 *       nanoseconds, which Avro does not have, is a long.
 *   <li>Names, versions and parameters that Avro has no place for become properties.
 * </ul>
 */
final class AvroScalars {
  static final String TYPE = "sluice.type";
  static final String NAME = "sluice.name";
  static final String VERSION = "sluice.version";
  static final String PARAMETERS = "sluice.parameters";

  private static final Pattern SYMBOL = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private AvroScalars() {}

  /** Whether Avro has an enum of these symbols; if not, they are strings. */
  static boolean permits(FileType.Symbols symbols) {
    return symbols.symbols().stream().allMatch(symbol -> SYMBOL.matcher(symbol).matches());
  }

  /** The type of a column, with its properties. */
  static Schema of(Column column) {
    Schema type = Schema.create(primitive(column.type()));
    LogicalType logical = logical(column.type());
    described(logical == null ? type : logical.addToSchema(type), column);
    if (column.type() instanceof FileType.Int number && number.bits() < Integer.SIZE) {
      type.addProp(TYPE, column.schema().type().getName());
    }
    return type;
  }

  /** The type of a column, without names and properties; for types without parts. */
  static Schema.Type primitive(FileType type) {
    return switch (type.kind()) {
      case BOOL -> Schema.Type.BOOLEAN;
      case INT -> ((FileType.Int) type).bits() == Long.SIZE ? Schema.Type.LONG : Schema.Type.INT;
      case REAL ->
          ((FileType.Real) type).bits() == Float.SIZE ? Schema.Type.FLOAT : Schema.Type.DOUBLE;
      case TEXT, JSON, UUID, SYMBOLS, DECIMAL_TEXT -> Schema.Type.STRING;
      case BYTES, FIXED, DECIMAL -> Schema.Type.BYTES;
      case DATE -> Schema.Type.INT;
      case TIME_OF_DAY ->
          ((FileType.TimeOfDay) type).unit() == Resolution.MILLIS
              ? Schema.Type.INT
              : Schema.Type.LONG;
      case INSTANT, LOCAL_TIMESTAMP -> Schema.Type.LONG;
      case LIST_OF, MAP_OF, STRUCT_OF, UNION, MARKER ->
          throw new IllegalArgumentException(type + " has parts");
    };
  }

  private static LogicalType logical(FileType type) {
    return switch (type.kind()) {
      case UUID -> LogicalTypes.uuid();
      case DECIMAL -> {
        FileType.Decimal decimal = (FileType.Decimal) type;
        yield LogicalTypes.decimal(decimal.precision(), decimal.scale());
      }
      case DATE -> LogicalTypes.date();
      case TIME_OF_DAY ->
          switch (((FileType.TimeOfDay) type).unit()) {
            case MILLIS -> LogicalTypes.timeMillis();
            case MICROS -> LogicalTypes.timeMicros();
            case NANOS -> null;
          };
      case INSTANT ->
          switch (((FileType.Instant) type).unit()) {
            case MILLIS -> LogicalTypes.timestampMillis();
            case MICROS -> LogicalTypes.timestampMicros();
            case NANOS -> LogicalTypes.timestampNanos();
          };
      case LOCAL_TIMESTAMP ->
          switch (((FileType.LocalTimestamp) type).unit()) {
            case MILLIS -> LogicalTypes.localTimestampMillis();
            case MICROS -> LogicalTypes.localTimestampMicros();
            case NANOS -> LogicalTypes.localTimestampNanos();
          };
      default -> null;
    };
  }

  /** Adds name, version and parameters as properties. */
  static Schema described(Schema type, Column column) {
    org.apache.kafka.connect.data.Schema schema = column.schema();
    if (Types.saysAll(column)) {
      return type;
    }
    if (schema.name() != null && !schema.name().equals(nameOf(type))) {
      type.addProp(NAME, schema.name());
    }
    if (schema.version() != null) {
      type.addProp(VERSION, schema.version());
    }
    if (schema.parameters() != null && !schema.parameters().isEmpty()) {
      type.addProp(PARAMETERS, new HashMap<>(schema.parameters()));
    }
    return type;
  }

  private static String nameOf(Schema type) {
    return switch (type.getType()) {
      case RECORD, ENUM, FIXED -> type.getFullName();
      default -> null;
    };
  }
}
