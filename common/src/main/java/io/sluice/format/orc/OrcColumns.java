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
import java.util.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/** Creates the columns of a schema, so that the schema is inspected once and not per value. */
final class Columns {
  private Columns() {}

  /** The root column of a file: a struct, or a struct around any other type. */
  static Column ofFile(Schema schema) {
    return schema.type() == Schema.Type.STRUCT ? of(schema) : new SingleColumn(schema);
  }

  static Column of(Schema schema) {
    return switch (schema.type()) {
      case INT8 -> NumberColumn.of(schema, Byte.class, Byte.BYTES, Byte::longValue);
      case INT16 -> NumberColumn.of(schema, Short.class, Short.BYTES, Short::longValue);
      case INT32 -> int32(schema);
      case INT64 ->
          LogicalKind.of(schema) == LogicalKind.TIMESTAMP
              ? new TimestampColumn(schema)
              : NumberColumn.of(schema, Long.class, Long.BYTES, Long::longValue);
      case FLOAT32 -> new FloatColumn<>(schema, Float.class, Float.BYTES);
      case FLOAT64 -> new FloatColumn<>(schema, Double.class, Double.BYTES);
      case BOOLEAN -> NumberColumn.of(schema, Boolean.class, 1, value -> value ? 1 : 0);
      case STRING ->
          new TextColumn(
              schema,
              LogicalKind.of(schema) == LogicalKind.UUID
                  ? TextColumn.Kind.UUID
                  : TextColumn.Kind.TEXT);
      case BYTES ->
          LogicalKind.of(schema) == LogicalKind.DECIMAL
              ? decimal(schema)
              : new TextColumn(schema, TextColumn.Kind.BYTES);
      case ARRAY -> new ListColumn(schema, of(schema.valueSchema()));
      case MAP -> new MapColumn(schema, of(schema.keySchema()), of(schema.valueSchema()));
      case STRUCT ->
          LogicalValues.isMarker(schema)
              ? NumberColumn.of(schema, Struct.class, 1, LogicalValues::marker)
              : new StructColumn(schema);
    };
  }

  private static Column decimal(Schema schema) {
    return LogicalValues.isText(schema) ? new DecimalTextColumn(schema) : new DecimalColumn(schema);
  }

  private static Column int32(Schema schema) {
    return switch (LogicalKind.of(schema)) {
      case DATE -> NumberColumn.ofDays(schema, Date.class, LogicalValues::days);
      case TIME -> NumberColumn.of(schema, Date.class, Integer.BYTES, LogicalValues::millisOfDay);
      default -> NumberColumn.of(schema, Integer.class, Integer.BYTES, Integer::longValue);
    };
  }
}
