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

import io.sluice.format.schema.SchemaJson;
import io.sluice.format.type.Column;
import io.sluice.format.type.FileType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Maps the types of files to Avro schemas; equal types always have equal results.
 *
 * <ul>
 *   <li>A struct becomes a record of its name, see {@link AvroNames}. Without a name it has the
 *       name of its field, or {@code Value} if it is outermost. Equal structs of one name are one
 *       record; a different struct of the same name gets the suffix {@code _2} and so on, in the
 *       order of the fields. Enums and fixed types likewise.
 *   <li>An optional type becomes a union with null, which is first unless there is a default other
 *       than null. The outermost value is never null.
 *   <li>A union has the branches of its struct; a union that Avro does not permit is a record.
 *   <li>A map whose keys are texts becomes a map, any other an array of records of {@code key} and
 *       {@code value}.
 *   <li>{@link AvroScalars} has the other types, and the properties.
 * </ul>
 *
 * For one schema, by one thread.
 */
final class AvroSchemaMapper {
  static final String ENTRY_KEY = "key";
  static final String ENTRY_VALUE = "value";

  private static final String ROOT = "Value";

  private final Map<String, Schema> byShape = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  private AvroSchemaMapper() {}

  /** The schema of a file whose values are those of the column. */
  static Schema map(Column value) {
    return new AvroSchemaMapper().type(value, ROOT);
  }

  /** Whether a map becomes an Avro map, whose keys are strings; optional keys count as required. */
  static boolean hasTextKeys(FileType.MapOf map) {
    return switch (map.key().type().kind()) {
      case TEXT, JSON, UUID, SYMBOLS -> true;
      default -> false;
    };
  }

  /**
   * The type without the union for null.
   *
   * @param path the name of a record whose struct has no name
   */
  private Schema type(Column column, String path) {
    return switch (column.type().kind()) {
      case STRUCT_OF -> struct(column, ((FileType.StructOf) column.type()).columns(), path);
      case MARKER -> struct(column, List.of(), path);
      case UNION -> union(column, (FileType.Union) column.type(), path);
      case LIST_OF -> {
        Column element = ((FileType.ListOf) column.type()).element();
        yield AvroScalars.described(Schema.createArray(nullable(element, path)), column);
      }
      case MAP_OF -> map(column, (FileType.MapOf) column.type(), path);
      case SYMBOLS -> symbols(column, (FileType.Symbols) column.type());
      case FIXED -> fixed(column, (FileType.Fixed) column.type(), path);
      default -> AvroScalars.of(column);
    };
  }

  private Schema nullable(Column column, String path) {
    Schema type = type(column, path);
    if (!column.optional()) {
      return type;
    }
    Schema none = Schema.create(Schema.Type.NULL);
    List<Schema> branches = new ArrayList<>(type.isUnion() ? type.getTypes() : List.of(type));
    // The default must have the type of the first branch.
    branches.add(AvroDefaults.of(column) == null ? 0 : branches.size(), none);
    return Schema.createUnion(branches);
  }

  private Schema union(Column column, FileType.Union union, String path) {
    List<Column> columns = union.branches().columns();
    if (!AvroUnions.permits(union)) {
      return struct(column, columns, path);
    }
    List<Schema> branches = new ArrayList<>();
    for (Column branch : columns) {
      branches.add(type(branch, path + '_' + AvroNames.part(branch.name())));
    }
    return Schema.createUnion(branches);
  }

  private Schema symbols(Column column, FileType.Symbols symbols) {
    if (!AvroScalars.permits(symbols)) {
      return AvroScalars.of(column);
    }
    String wanted = AvroNames.full(symbols.name());
    return byShape.computeIfAbsent(
        wanted + ' ' + symbols,
        shape ->
            AvroScalars.described(
                Schema.createEnum(
                    free(wanted),
                    column.schema().doc(),
                    null,
                    symbols.symbols(),
                    symbols.otherwise()),
                column));
  }

  private Schema fixed(Column column, FileType.Fixed fixed, String path) {
    String wanted = fixed.name() == null ? path + "_fixed" : AvroNames.full(fixed.name());
    return byShape.computeIfAbsent(
        wanted + ' ' + fixed,
        shape ->
            AvroScalars.described(
                Schema.createFixed(free(wanted), column.schema().doc(), null, fixed.size()),
                column));
  }

  private Schema struct(Column struct, List<Column> columns, String path) {
    String name = struct.schema().name();
    String wanted = name == null ? path : AvroNames.full(name);
    String shape = wanted + ' ' + SchemaJson.shape(struct.schema()) + ' ' + names(struct.type());
    Schema known = byShape.get(shape);
    if (known != null) {
      return known;
    }
    String free = free(wanted);
    List<Schema.Field> fields = new ArrayList<>();
    for (Column column : columns) {
      fields.add(field(column, free));
    }
    Schema type =
        AvroScalars.described(
            Schema.createRecord(free, struct.schema().doc(), null, false, fields), struct);
    byShape.put(shape, type);
    return type;
  }

  private Schema.Field field(Column column, String record) {
    String name = AvroNames.part(column.name());
    Schema type = nullable(column, record + "_" + name);
    Object defaultValue = AvroDefaults.of(column);
    if (defaultValue == null && column.optional()) {
      defaultValue = Schema.Field.NULL_DEFAULT_VALUE;
    }
    Schema.Field mapped =
        new Schema.Field(name, type, isRecord(type) ? null : column.schema().doc(), defaultValue);
    if (!name.equals(column.field().name())) {
      mapped.addProp(AvroScalars.NAME, column.field().name());
    }
    return mapped;
  }

  /** Whether the documentation of a field is in its record. */
  private static boolean isRecord(Schema type) {
    return type.isUnion()
        ? type.getTypes().size() == 2
            && type.getTypes().stream().anyMatch(each -> each.getType() == Schema.Type.RECORD)
        : type.getType() == Schema.Type.RECORD;
  }

  private Schema map(Column column, FileType.MapOf map, String path) {
    if (hasTextKeys(map)) {
      return AvroScalars.described(Schema.createMap(nullable(map.value(), path)), column);
    }
    String wanted = path + "_entry";
    String shape = wanted + ' ' + SchemaJson.shape(column.schema()) + ' ' + names(map);
    Schema entry = byShape.get(shape);
    if (entry == null) {
      String name = free(wanted);
      entry =
          Schema.createRecord(
              name,
              null,
              null,
              false,
              List.of(
                  new Schema.Field(ENTRY_KEY, nullable(map.key(), path + "_key")),
                  new Schema.Field(ENTRY_VALUE, nullable(map.value(), path + "_value"))));
      byShape.put(shape, entry);
    }
    return AvroScalars.described(Schema.createArray(entry), column);
  }

  /** The names of all columns within a type, which may differ although the schemas are equal. */
  private static List<Object> names(FileType type) {
    return switch (type.kind()) {
      case STRUCT_OF -> names(((FileType.StructOf) type).columns());
      case UNION -> names(((FileType.Union) type).branches().columns());
      case LIST_OF -> names(List.of(((FileType.ListOf) type).element()));
      case MAP_OF -> names(List.of(((FileType.MapOf) type).key(), ((FileType.MapOf) type).value()));
      default -> List.of();
    };
  }

  private static List<Object> names(List<Column> columns) {
    return columns.stream().<Object>map(each -> List.of(each.name(), names(each.type()))).toList();
  }

  private String free(String wanted) {
    String name = wanted;
    for (int i = 2; !taken.add(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }
}
