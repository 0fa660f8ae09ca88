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

import io.sluice.config.ParquetTypes;
import io.sluice.format.type.Column;
import io.sluice.format.type.FileType;
import io.sluice.format.value.Misfit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.DataException;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/**
 * Maps the types of files to Parquet schemas; equal types always have equal results.
 *
 * <ul>
 *   <li>A struct becomes a group; so does a union, which Parquet does not have. A value that is not
 *       a struct is the only column.
 *   <li>A list becomes a list of three levels, and a map a group of keys and values.
 *   <li>{@link ParquetLeaf} has the other types.
 *   <li>Versions, defaults and other properties that Parquet has no place for are omitted.
 * </ul>
 */
final class ParquetSchemaMapper {
  private static final String DEFAULT_NAME = "Value";

  private final ParquetTypes choices;

  private ParquetSchemaMapper(ParquetTypes choices) {
    this.choices = choices;
  }

  /**
   * The schema of a file whose values are those of the column.
   *
   * @throws DataException if Parquet cannot express the type
   */
  static MessageType map(Column value, ParquetTypes choices) {
    ParquetSchemaMapper mapper = new ParquetSchemaMapper(choices);
    String name = value.schema().name() == null ? DEFAULT_NAME : value.schema().name();
    try {
      return new MessageType(
          name,
          value.isStruct()
              ? mapper.columns(value.columns())
              : List.of(mapper.type(value, REQUIRED)));
    } catch (Misfit e) {
      throw new DataException(
          "The schema cannot be written as Parquet at '" + e.location() + "': " + e.getMessage(),
          e);
    }
  }

  private Type nullable(Column column) {
    return type(column, column.optional() ? OPTIONAL : REQUIRED);
  }

  private Type type(Column column, Repetition repetition) {
    return switch (column.type().kind()) {
      case STRUCT_OF, UNION -> new GroupType(repetition, column.name(), columns(column.columns()));
      case LIST_OF -> list(column, (FileType.ListOf) column.type(), repetition);
      case MAP_OF -> map(column, (FileType.MapOf) column.type(), repetition);
      default -> ParquetLeaf.of(column.type(), choices).named(column.name(), repetition);
    };
  }

  private List<Type> columns(List<Column> columns) {
    if (columns.isEmpty()) {
      throw new Misfit(
          "a struct has no fields, and Parquet requires columns; add a field, or use format=json");
    }
    List<Type> types = new ArrayList<>();
    for (Column column : columns) {
      try {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(column.name())) {
          throw new Misfit("the field's name contains half of a surrogate pair");
        }
        types.add(nullable(column));
      } catch (Misfit e) {
        throw e.in(column.field().name());
      }
    }
    return types;
  }

  private Type list(Column column, FileType.ListOf list, Repetition repetition) {
    return Types.buildGroup(repetition)
        .as(LogicalTypeAnnotation.listType())
        .addField(new GroupType(REPEATED, "list", nullable(list.element())))
        .named(column.name());
  }

  private Type map(Column column, FileType.MapOf map, Repetition repetition) {
    return Types.buildGroup(repetition)
        .as(LogicalTypeAnnotation.mapType())
        .addField(
            new GroupType(
                REPEATED,
                "key_value",
                // A null key is rejected even if the schema allows one: Parquet has none.
                type(map.key(), REQUIRED),
                nullable(map.value())))
        .named(column.name());
  }
}
