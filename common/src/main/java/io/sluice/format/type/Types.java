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

import io.sluice.config.LargeDecimal;
import io.sluice.format.value.LogicalValues;
import io.sluice.format.value.Misfit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/**
 * Resolves schemas to the types of files; equal schemas always have equal results. Each format does
 * this once per schema, and not per value.
 */
public final class Types {
  private static final String ROOT = "value";
  private static final int MAX_DEPTH = 100;
  private static final String CONNECT = "org.apache.kafka.connect.data.";

  private final TypeOptions options;
  private final List<String> path = new ArrayList<>();
  private final List<Schema> around = new ArrayList<>();

  private Types(TypeOptions options) {
    this.options = options;
  }

  /**
   * Resolves the schema of the values of records.
   *
   * @return a column named {@code value} without a field
   * @throws DataException if the schema contains itself, or has a decimal without a scale or one
   *     that the options reject
   */
  public static Column resolve(Schema schema, TypeOptions options) {
    try {
      return new Types(options).value(schema);
    } catch (Misfit e) {
      throw new DataException(
          "The schema cannot be written at '" + e.location() + "': " + e.getMessage(), e);
    }
  }

  /**
   * Resolves the schema of the values of records for a file that needs a column.
   *
   * @throws DataException as {@link #resolve}, or if the options omit all fields of a struct
   */
  public static Column resolveColumns(Schema schema, TypeOptions options) {
    Column value = resolve(schema, options);
    if (value.type() instanceof FileType.StructOf struct
        && struct.columns().isEmpty()
        && !schema.fields().isEmpty()) {
      throw new DataException(
          "All fields of the value are levels of directory.template, so the file would have no"
              + " column; set drop.path.fields=false");
    }
    return value;
  }

  /** Whether the type says all that the name, version and parameters of the schema say. */
  public static boolean saysAll(Column column) {
    if (!isOfConnect(column.schema())) {
      return false;
    }
    return switch (column.type().kind()) {
      case DECIMAL, DATE, TIME_OF_DAY, INSTANT -> true;
      default -> false;
    };
  }

  /** Whether a schema has the name of a logical type of Connect, whose values are objects. */
  static boolean isOfConnect(Schema schema) {
    return schema.name() != null && schema.name().startsWith(CONNECT);
  }

  private Column value(Schema schema) {
    around.add(schema);
    FileType type =
        schema.type() == Schema.Type.STRUCT && schema.fields().isEmpty()
            ? new FileType.StructOf(List.of())
            : type(schema);
    return new Column(ROOT, null, type, schema);
  }

  private FileType type(Schema schema) {
    if (isDecimal(schema)) {
      return decimal(schema);
    }
    Optional<FileType> named = named(schema);
    return named.isPresent() ? named.get() : plain(schema);
  }

  private FileType plain(Schema schema) {
    return switch (schema.type()) {
      case INT8 -> new FileType.Int(Byte.SIZE);
      case INT16 -> new FileType.Int(Short.SIZE);
      case INT32 -> new FileType.Int(Integer.SIZE);
      case INT64 -> new FileType.Int(Long.SIZE);
      case FLOAT32 -> new FileType.Real(Float.SIZE);
      case FLOAT64 -> new FileType.Real(Double.SIZE);
      case BOOLEAN -> new FileType.Bool();
      case STRING -> Registered.symbols(schema).orElseGet(FileType.Text::new);
      case BYTES -> Registered.fixed(schema).orElseGet(FileType.Bytes::new);
      case ARRAY -> new FileType.ListOf(part("element", schema.valueSchema()));
      case MAP -> new FileType.MapOf(key(schema.keySchema()), part("value", schema.valueSchema()));
      case STRUCT -> struct(schema);
    };
  }

  private Optional<FileType> named(Schema schema) {
    return schema.name() == null || options.config().plain().contains(schema.name())
        ? Optional.empty()
        : NamedTypes.of(schema);
  }

  private static boolean isDecimal(Schema schema) {
    return schema.type() == Schema.Type.BYTES && Decimal.LOGICAL_NAME.equals(schema.name());
  }

  private FileType decimal(Schema schema) {
    if (!options.decimals()) {
      return new FileType.DecimalText();
    }
    if (!LogicalValues.isText(schema)) {
      return new FileType.Decimal(LogicalValues.precision(schema), LogicalValues.scale(schema));
    }
    if (options.config().largeDecimals() == LargeDecimal.REJECT) {
      throw new Misfit(
          "a Decimal may have "
              + LogicalValues.precision(schema)
              + " digits, but readers support 38; have the source declare a precision, or set"
              + " decimal.large=text");
    }
    return new FileType.DecimalText();
  }

  private FileType struct(Schema schema) {
    if (schema.fields().isEmpty()) {
      return new FileType.Marker();
    }
    Map<String, String> names = options.names().of(List.copyOf(path), fieldNames(schema));
    List<Column> columns = new ArrayList<>();
    for (Field field : schema.fields()) {
      String name = names.get(field.name());
      if (name != null) {
        columns.add(new Column(name, field, within(field.name(), field.schema()), field.schema()));
      }
    }
    FileType.StructOf struct = new FileType.StructOf(columns);
    return Registered.isUnion(schema) ? new FileType.Union(struct) : struct;
  }

  private static List<String> fieldNames(Schema struct) {
    return struct.fields().stream().map(Field::name).toList();
  }

  private Column part(String name, Schema schema) {
    return new Column(name, null, within(name, schema), schema);
  }

  /** A text stays a text as the key of a map, because formats have maps of texts. */
  private Column key(Schema schema) {
    Column key = part("key", schema);
    return schema.type() == Schema.Type.STRING && key.type() instanceof FileType.Instant
        ? new Column("key", null, new FileType.Text(), schema)
        : key;
  }

  private FileType within(String step, Schema schema) {
    boolean again = around.size() > MAX_DEPTH || contains(around, schema);
    path.add(step);
    around.add(schema);
    try {
      if (again) {
        throw new Misfit(
            "the schema contains itself, or is nested deeper than " + MAX_DEPTH + " levels");
      }
      return type(schema);
    } catch (Misfit e) {
      throw e.in(step);
    } finally {
      path.remove(path.size() - 1);
      around.remove(around.size() - 1);
    }
  }

  /** By identity, because comparing a schema that contains itself does not end. */
  private static boolean contains(List<Schema> schemas, Schema schema) {
    for (Schema each : schemas) {
      if (each == schema && schema.type() == Schema.Type.STRUCT) {
        return true;
      }
    }
    return false;
  }
}
