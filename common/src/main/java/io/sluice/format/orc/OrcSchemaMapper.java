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
package io.sluice.format.orc;

import io.sluice.format.value.LogicalKind;
import io.sluice.format.value.LogicalValues;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.orc.TypeDescription;

/**
 * Maps Connect schemas to ORC types; equal schemas always have equal results.
 *
 * <ul>
 *   <li>A struct without fields within another value becomes a boolean, which is true.
 *   <li>Columns and fields have the names of the fields of the structs. Any other type becomes a
 *       struct with the single column {@value #VALUE}.
 *   <li>Decimal and Date become ORC's types, and Timestamp a timestamp with local time zone, which
 *       is a point in time. Time becomes an int of milliseconds, and UUIDs become strings.
 *   <li>Names that the ORC type does not express become its attribute {@value #NAME}.
 *   <li>All columns are nullable, because ORC has no others.
 * </ul>
 */
final class OrcSchemaMapper {
  static final String VALUE = "value";
  static final String NAME = "sluice.name";

  private static final int MAX_PRECISION = 38;

  private final CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();

  private OrcSchemaMapper() {}

  /**
   * The type of a file.
   *
   * @throws DataException if ORC cannot express the schema
   */
  static TypeDescription map(Schema schema) {
    if (LogicalValues.isMarker(schema)) {
      throw new DataException(
          "A struct has no fields, and readers of ORC require at least one column; use format=avro,"
              + " or have the producer add a field");
    }
    TypeDescription type = new OrcSchemaMapper().type(schema);
    return schema.type() == Schema.Type.STRUCT
        ? type
        : TypeDescription.createStruct().addField(VALUE, type);
  }

  private TypeDescription type(Schema schema) {
    TypeDescription type =
        switch (schema.type()) {
          case INT8 -> TypeDescription.createByte();
          case INT16 -> TypeDescription.createShort();
          case INT32 ->
              LogicalKind.of(schema) == LogicalKind.DATE
                  ? TypeDescription.createDate()
                  : TypeDescription.createInt();
          case INT64 ->
              LogicalKind.of(schema) == LogicalKind.TIMESTAMP
                  ? TypeDescription.createTimestampInstant()
                  : TypeDescription.createLong();
          case FLOAT32 -> TypeDescription.createFloat();
          case FLOAT64 -> TypeDescription.createDouble();
          case BOOLEAN -> TypeDescription.createBoolean();
          case STRING -> TypeDescription.createString();
          case BYTES ->
              LogicalKind.of(schema) == LogicalKind.DECIMAL
                  ? decimal(schema)
                  : TypeDescription.createBinary();
          case ARRAY -> TypeDescription.createList(type(schema.valueSchema()));
          case MAP ->
              TypeDescription.createMap(type(schema.keySchema()), type(schema.valueSchema()));
          case STRUCT ->
              LogicalValues.isMarker(schema) ? TypeDescription.createBoolean() : struct(schema);
        };
    if (schema.name() != null && !saysAll(schema)) {
      type.setAttribute(NAME, encodable(schema.name()));
    }
    return type;
  }

  private static boolean saysAll(Schema schema) {
    LogicalKind kind = LogicalKind.of(schema);
    return kind == LogicalKind.DATE
        || kind == LogicalKind.TIMESTAMP
        || kind == LogicalKind.DECIMAL && !LogicalValues.isText(schema);
  }

  private static TypeDescription decimal(Schema schema) {
    int precision = LogicalValues.precision(schema);
    int scale = LogicalValues.scale(schema);
    if (LogicalValues.isText(schema)) {
      return TypeDescription.createString();
    }
    // Each setter checks its value against the other one, whose default is 10.
    return TypeDescription.createDecimal()
        .withPrecision(MAX_PRECISION)
        .withScale(scale)
        .withPrecision(precision);
  }

  private TypeDescription struct(Schema schema) {
    TypeDescription type = TypeDescription.createStruct();
    for (Field field : schema.fields()) {
      type.addField(readable(field.name()), type(field.schema()));
    }
    return type;
  }

  /** Checks a name, because ORC's reader cuts it at the first backtick. */
  private String readable(String name) {
    if (name.indexOf('`') >= 0) {
      throw new DataException(
          "The name of a field is '"
              + name
              + "', but readers of ORC cut names at a backtick; rename it, or use format=avro");
    }
    return encodable(name);
  }

  private String encodable(String name) {
    if (!utf8.canEncode(name)) {
      throw new DataException(
          "A name in the schema contains half of a surrogate pair, which ORC cannot express; the"
              + " producer has cut it");
    }
    return name;
  }
}
