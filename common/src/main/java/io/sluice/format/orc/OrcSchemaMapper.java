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

import io.sluice.config.OrcTimestamp;
import io.sluice.format.type.Column;
import io.sluice.format.type.FileType;
import io.sluice.format.type.Kind;
import io.sluice.format.type.Resolution;
import io.sluice.format.type.Types;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.connect.errors.DataException;
import org.apache.orc.TypeDescription;

/**
 * Maps the types of files to ORC types; equal types always have equal results.
 *
 * <ul>
 *   <li>A value that is not a struct becomes the only column of a struct. A union becomes its
 *       struct, and a marker a boolean.
 *   <li>Instants and local timestamps of any unit become timestamps, instants by choice timestamps
 *       with local time zone. Times of day, which ORC does not have, become numbers.
 *   <li>Texts of any kind become strings, and fixed bytes binary.
 *   <li>Names that the ORC type does not express become its attribute {@value #NAME}.
 *   <li>All columns are nullable, because ORC has no others.
 * </ul>
 */
final class OrcSchemaMapper {
  static final String NAME = "sluice.name";

  private static final int MAX_PRECISION = 38;

  private final CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();

  private final OrcTimestamp timestamps;

  private OrcSchemaMapper(OrcTimestamp timestamps) {
    this.timestamps = timestamps;
  }

  /**
   * The type of a file whose values are those of the column.
   *
   * @throws DataException if ORC cannot express the type
   */
  static TypeDescription map(Column value, OrcTimestamp timestamps) {
    TypeDescription type = new OrcSchemaMapper(timestamps).type(value);
    return value.isStruct() ? type : TypeDescription.createStruct().addField(value.name(), type);
  }

  private TypeDescription type(Column column) {
    TypeDescription type =
        switch (column.type().kind()) {
          case BOOL, MARKER -> TypeDescription.createBoolean();
          case INT -> integer(((FileType.Int) column.type()).bits());
          case REAL ->
              ((FileType.Real) column.type()).bits() == Float.SIZE
                  ? TypeDescription.createFloat()
                  : TypeDescription.createDouble();
          case TEXT, JSON, UUID, SYMBOLS, DECIMAL_TEXT -> TypeDescription.createString();
          case BYTES, FIXED -> TypeDescription.createBinary();
          case DECIMAL -> decimal((FileType.Decimal) column.type());
          case DATE -> TypeDescription.createDate();
          case TIME_OF_DAY ->
              ((FileType.TimeOfDay) column.type()).unit() == Resolution.MILLIS
                  ? TypeDescription.createInt()
                  : TypeDescription.createLong();
          case INSTANT ->
              timestamps == OrcTimestamp.INSTANT
                  ? TypeDescription.createTimestampInstant()
                  : TypeDescription.createTimestamp();
          case LOCAL_TIMESTAMP -> TypeDescription.createTimestamp();
          case LIST_OF ->
              TypeDescription.createList(type(((FileType.ListOf) column.type()).element()));
          case MAP_OF -> {
            FileType.MapOf map = (FileType.MapOf) column.type();
            yield TypeDescription.createMap(type(map.key()), type(map.value()));
          }
          case STRUCT_OF, UNION -> struct(column.columns());
        };
    String name = column.schema().name();
    if (name != null && !saysAll(column)) {
      type.setAttribute(NAME, encodable(name));
    }
    return type;
  }

  private static boolean saysAll(Column column) {
    return Types.saysAll(column) && column.type().kind() != Kind.TIME_OF_DAY;
  }

  private static TypeDescription integer(int bits) {
    return switch (bits) {
      case Byte.SIZE -> TypeDescription.createByte();
      case Short.SIZE -> TypeDescription.createShort();
      case Integer.SIZE -> TypeDescription.createInt();
      default -> TypeDescription.createLong();
    };
  }

  private static TypeDescription decimal(FileType.Decimal decimal) {
    // Each setter checks its value against the other one, whose default is 10.
    return TypeDescription.createDecimal()
        .withPrecision(MAX_PRECISION)
        .withScale(decimal.scale())
        .withPrecision(decimal.precision());
  }

  private TypeDescription struct(List<Column> columns) {
    if (columns.isEmpty()) {
      throw new DataException(
          "A struct has no fields, and readers of ORC require at least one column; use format=avro,"
              + " or have the producer add a field");
    }
    TypeDescription type = TypeDescription.createStruct();
    for (Column column : columns) {
      type.addField(readable(column.name()), type(column));
    }
    return type;
  }

  /** Checks a name, because ORC's reader cuts it at the first backtick. */
  private String readable(String name) {
    if (name.indexOf('`') >= 0) {
      throw new DataException(
          "The name of a field is '"
              + name
              + "', but readers of ORC cut names at a backtick; rename it, set column.names=safe, or"
              + " use format=avro");
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
