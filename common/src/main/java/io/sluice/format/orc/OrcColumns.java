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

import io.sluice.format.type.Column;
import io.sluice.format.type.FileType;
import io.sluice.format.type.Resolution;

/** Creates the columns of a file, so that types are inspected once and not per value. */
final class OrcColumns {
  private OrcColumns() {}

  /** The root column of a file: a struct, or a struct around any other type. */
  static OrcColumn ofFile(Column value) {
    return value.isStruct() ? of(value) : new SingleColumn(value);
  }

  static OrcColumn of(Column column) {
    return switch (column.type().kind()) {
      case BOOL, MARKER -> new NumberColumn(column, 1);
      case INT -> new NumberColumn(column, ((FileType.Int) column.type()).bits() / Byte.SIZE);
      case REAL -> new FloatColumn(column, ((FileType.Real) column.type()).bits() / Byte.SIZE);
      case TEXT, JSON, UUID, SYMBOLS, DECIMAL_TEXT -> TextColumn.ofTexts(column);
      case BYTES, FIXED -> TextColumn.ofBytes(column);
      case DECIMAL -> new DecimalColumn(column, (FileType.Decimal) column.type());
      case DATE -> new NumberColumn(column, Integer.BYTES);
      case TIME_OF_DAY ->
          new NumberColumn(
              column,
              ((FileType.TimeOfDay) column.type()).unit() == Resolution.MILLIS
                  ? Integer.BYTES
                  : Long.BYTES);
      case INSTANT -> new TimestampColumn(column, ((FileType.Instant) column.type()).unit());
      case LOCAL_TIMESTAMP ->
          new TimestampColumn(column, ((FileType.LocalTimestamp) column.type()).unit());
      case LIST_OF -> new ListColumn(column, (FileType.ListOf) column.type());
      case MAP_OF -> new MapColumn(column, (FileType.MapOf) column.type());
      case STRUCT_OF, UNION -> new StructColumn(column);
    };
  }
}
