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
package io.sluice.format.parquet;

import static org.apache.parquet.schema.Type.Repetition.OPTIONAL;
import static org.apache.parquet.schema.Type.Repetition.REPEATED;
import static org.apache.parquet.schema.Type.Repetition.REQUIRED;

import io.sluice.config.ParquetTime;
import io.sluice.config.ParquetTypes;
import io.sluice.config.ParquetUuid;
import io.sluice.format.value.LogicalKind;
import io.sluice.format.value.LogicalValues;
import io.sluice.format.value.Misfit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.parquet.schema.ColumnOrder;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/**
 * Maps Connect schemas to Parquet schemas; equal schemas always have equal results.
 *
 * <ul>
 *   <li>A struct becomes a group, whose fields keep their names. A value that is not a struct is
 *       the only column, {@value #VALUE}.
 *   <li>A struct without fields within another value becomes a boolean, which is true.
 *   <li>Arrays become lists of three levels, and maps become groups of keys and values.
 *   <li>int8, int16, Decimal, Date and Timestamp become logical types; Time and named UUIDs what
 *       the settings choose.
 *   <li>Versions, defaults and other properties that Parquet has no place for are omitted.
 * </ul>
 */
final class ParquetSchemaMapper {
  /** The column of values that are not structs. */
  static final String VALUE = "value";

  private static final String DEFAULT_NAME = "Value";
  private static final int UUID_BYTES = 16;

  private final ParquetTypes types;

  private ParquetSchemaMapper(ParquetTypes types) {
    this.types = types;
  }

  /**
   * @throws DataException if Parquet cannot express the schema
   */
  static MessageType map(Schema schema, ParquetTypes types) {
    ParquetSchemaMapper mapper = new ParquetSchemaMapper(types);
    String name = schema.name() == null ? DEFAULT_NAME : schema.name();
    try {
      return schema.type() == Schema.Type.STRUCT
          ? new MessageType(name, mapper.fields(schema))
          : new MessageType(name, List.of(mapper.type(schema, REQUIRED, VALUE)));
    } catch (Misfit e) {
      throw new DataException(
          "The schema cannot be written as Parquet at '" + e.location() + "': " + e.getMessage(),
          e);
    }
  }

  private Type nullable(Schema schema, String name) {
    return type(schema, schema.isOptional() ? OPTIONAL : REQUIRED, name);
  }

  private Type type(Schema schema, Repetition repetition, String name) {
    return switch (schema.type()) {
      case STRUCT ->
          LogicalValues.isMarker(schema)
              ? Types.primitive(PrimitiveTypeName.BOOLEAN, repetition).named(name)
              : new GroupType(repetition, name, fields(schema));
      case ARRAY ->
          Types.buildGroup(repetition)
              .as(LogicalTypeAnnotation.listType())
              .addField(new GroupType(REPEATED, "list", nullable(schema.valueSchema(), "element")))
              .named(name);
      case MAP -> map(schema, repetition, name);
      default -> primitive(schema, repetition, name);
    };
  }

  private List<Type> fields(Schema struct) {
    if (struct.fields().isEmpty()) {
      throw new Misfit(
          "a struct has no fields, and Parquet requires columns; add a field, or use format=json");
    }
    List<Type> types = new ArrayList<>();
    for (Field field : struct.fields()) {
      try {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(field.name())) {
          throw new Misfit("the field's name contains half of a surrogate pair");
        }
        types.add(nullable(field.schema(), field.name()));
      } catch (Misfit e) {
        throw e.in(field.name());
      }
    }
    return types;
  }

  private Type map(Schema schema, Repetition repetition, String name) {
    return Types.buildGroup(repetition)
        .as(LogicalTypeAnnotation.mapType())
        .addField(
            new GroupType(
                REPEATED,
                "key_value",
                // A null key is rejected even if the schema allows one: Parquet has none.
                type(schema.keySchema(), REQUIRED, "key"),
                nullable(schema.valueSchema(), "value")))
        .named(name);
  }

  private Type primitive(Schema schema, Repetition repetition, String name) {
    LogicalKind kind = LogicalKind.of(schema);
    PrimitiveTypeName type =
        switch (schema.type()) {
          case INT8, INT16 -> PrimitiveTypeName.INT32;
          case INT32 ->
              kind == LogicalKind.TIME && types.time() == ParquetTime.TIME
                  ? PrimitiveTypeName.INT64
                  : PrimitiveTypeName.INT32;
          case INT64 -> PrimitiveTypeName.INT64;
          case FLOAT32 -> PrimitiveTypeName.FLOAT;
          case FLOAT64 -> PrimitiveTypeName.DOUBLE;
          case BOOLEAN -> PrimitiveTypeName.BOOLEAN;
          case STRING ->
              kind == LogicalKind.UUID && types.uuid() == ParquetUuid.UUID
                  ? PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY
                  : PrimitiveTypeName.BINARY;
          case BYTES ->
              kind == LogicalKind.DECIMAL
                  ? DecimalType.of(LogicalValues.precision(schema)).stored()
                  : PrimitiveTypeName.BINARY;
          case ARRAY, MAP, STRUCT ->
              throw new IllegalArgumentException(schema.type() + " is not primitive");
        };
    return Types.primitive(type, repetition)
        .length(length(schema, kind))
        .as(logical(schema, kind))
        // The library's default for floats is an order that readers before 2026 do not know.
        .columnOrder(ColumnOrder.typeDefined())
        .named(name);
  }

  /** The length of values in bytes, if it is fixed. */
  private int length(Schema schema, LogicalKind kind) {
    return switch (kind) {
      case UUID -> types.uuid() == ParquetUuid.UUID ? UUID_BYTES : 0;
      case DECIMAL -> DecimalType.fixedBytes(LogicalValues.precision(schema));
      default -> 0;
    };
  }

  private LogicalTypeAnnotation logical(Schema schema, LogicalKind kind) {
    return switch (kind) {
      case DECIMAL ->
          LogicalValues.isText(schema)
              ? LogicalTypeAnnotation.stringType()
              : LogicalTypeAnnotation.decimalType(
                  LogicalValues.scale(schema), LogicalValues.precision(schema));
      case DATE -> LogicalTypeAnnotation.dateType();
      // Not adjusted to UTC, because the day of a Time is unknown.
      case TIME ->
          types.time() == ParquetTime.TIME
              ? LogicalTypeAnnotation.timeType(false, TimeUnit.MICROS)
              : null;
      case TIMESTAMP -> LogicalTypeAnnotation.timestampType(true, TimeUnit.MILLIS);
      case UUID ->
          types.uuid() == ParquetUuid.UUID
              ? LogicalTypeAnnotation.uuidType()
              : LogicalTypeAnnotation.stringType();
      case PLAIN ->
          switch (schema.type()) {
            case INT8 -> LogicalTypeAnnotation.intType(Byte.SIZE, true);
            case INT16 -> LogicalTypeAnnotation.intType(Short.SIZE, true);
            case STRING -> LogicalTypeAnnotation.stringType();
            default -> null;
          };
    };
  }
}
