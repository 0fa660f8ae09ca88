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
package io.sluice.avro;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** Reads values without fields as Connect's converters represent them. */
final class DatumScalar {
  /** The property in which Connect's converters keep the name of a schema. */
  private static final String CONNECT_NAME = "connect.name";

  private DatumScalar() {}

  /** Reads a value; of a container, an empty one that shows its kind. */
  static DatumStep of(Schema schema) {
    return switch (schema.getType()) {
      case NULL -> datum -> null;
      case BOOLEAN -> DatumCursor::readBoolean;
      case INT ->
          switch (logicalType(schema)) {
            case "date" -> datum -> new Date(TimeUnit.DAYS.toMillis(datum.readInt()));
            case "time-millis" -> datum -> new Date(datum.readInt());
            default -> DatumCursor::readInt;
          };
      case LONG ->
          logicalType(schema).equals("timestamp-millis")
              ? datum -> new Date(datum.readLong())
              : DatumCursor::readLong;
      case FLOAT -> DatumCursor::readFloat;
      case DOUBLE -> DatumCursor::readDouble;
      case STRING -> DatumCursor::readText;
      case BYTES -> bytes(schema, DatumCursor::readBytes);
      case FIXED -> {
        int size = schema.getFixedSize();
        yield bytes(schema, datum -> datum.readFixed(size));
      }
      case ENUM -> {
        List<String> symbols = schema.getEnumSymbols();
        yield datum -> symbols.get(datum.readIndex(symbols.size(), "symbol"));
      }
      case RECORD -> datum -> new Struct(SchemaBuilder.struct().build());
      case ARRAY -> datum -> new ArrayList<>();
      case MAP -> datum -> new LinkedHashMap<>();
      case UNION -> throw new IllegalArgumentException("only the branches of a union have a form");
    };
  }

  /** Reads bytes. */
  @FunctionalInterface
  private interface Bytes {
    ByteBuffer read(DatumCursor datum);
  }

  private static DatumStep bytes(Schema schema, Bytes bytes) {
    if (!(schema.getLogicalType() instanceof LogicalTypes.Decimal decimal)) {
      return bytes::read;
    }
    int scale = decimal.getScale();
    return datum -> {
      ByteBuffer unscaled = bytes.read(datum);
      byte[] copy = new byte[unscaled.remaining()];
      unscaled.get(copy);
      if (copy.length == 0) {
        throw datum.problem("a decimal has no digits");
      }
      return new BigDecimal(new BigInteger(copy), scale);
    };
  }

  /**
   * The schema of a value that is not null.
   *
   * @param schema may be null
   * @return null if the schema is null, or is one of a container
   */
  static org.apache.kafka.connect.data.Schema schema(Schema schema) {
    if (schema == null) {
      return null;
    }
    return switch (schema.getType()) {
      case BOOLEAN -> named(SchemaBuilder.bool(), schema);
      case INT ->
          switch (logicalType(schema)) {
            case "date" -> org.apache.kafka.connect.data.Date.SCHEMA;
            case "time-millis" -> Time.SCHEMA;
            default -> named(SchemaBuilder.int32(), schema);
          };
      case LONG ->
          logicalType(schema).equals("timestamp-millis")
              ? Timestamp.SCHEMA
              : named(SchemaBuilder.int64(), schema);
      case FLOAT -> named(SchemaBuilder.float32(), schema);
      case DOUBLE -> named(SchemaBuilder.float64(), schema);
      case STRING, ENUM -> named(SchemaBuilder.string(), schema);
      case BYTES, FIXED ->
          schema.getLogicalType() instanceof LogicalTypes.Decimal decimal
              ? Decimal.schema(decimal.getScale())
              : named(SchemaBuilder.bytes(), schema);
      case NULL, RECORD, ARRAY, MAP, UNION -> null;
    };
  }

  /** The name says the unit of a time that Connect has no type for. */
  private static org.apache.kafka.connect.data.Schema named(SchemaBuilder builder, Schema schema) {
    String name = schema.getProp(CONNECT_NAME);
    String logicalType = logicalType(schema);
    if (name != null) {
      builder.name(name);
    } else if (!logicalType.isEmpty()) {
      builder.name(logicalType);
    }
    return builder.build();
  }

  /** The name of the logical type; empty if there is none that fits the type. */
  private static String logicalType(Schema schema) {
    LogicalType type = schema.getLogicalType();
    return type == null ? "" : type.getName();
  }
}
