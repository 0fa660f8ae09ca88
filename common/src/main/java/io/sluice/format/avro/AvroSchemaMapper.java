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
import io.sluice.format.value.LogicalKind;
import io.sluice.format.value.LogicalValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/**
 * Maps Connect schemas to Avro schemas; equal schemas always have equal results.
 *
 * <ul>
 *   <li>A struct becomes a record of its name, see {@link AvroNames}. Without a name it has the
 *       name of its field, or {@code Value} if it is outermost. Equal structs of one name are one
 *       record; a different struct of the same name gets the suffix {@code _2} and so on, in the
 *       order of the fields.
 *   <li>An optional type becomes a union with null, which is first unless there is a default other
 *       than null. The outermost value is never null.
 *   <li>int8 and int16 become int with the original type in the property {@value #TYPE}.
 *   <li>Decimal, Date, Time, Timestamp and named UUIDs become logical types.
 *   <li>A map whose keys are strings becomes a map, any other an array of records of {@code key}
 *       and {@code value}.
 *   <li>Names, versions and parameters that Avro has no place for become properties.
 * </ul>
 *
 * For one schema, by one thread.
 */
final class AvroSchemaMapper {
  static final String TYPE = "sluice.type";
  static final String NAME = "sluice.name";
  static final String VERSION = "sluice.version";
  static final String PARAMETERS = "sluice.parameters";

  static final String ENTRY_KEY = "key";
  static final String ENTRY_VALUE = "value";

  private final Map<String, org.apache.avro.Schema> byShape = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  private AvroSchemaMapper() {}

  /**
   * @throws org.apache.kafka.connect.errors.DataException if Avro cannot express the schema
   */
  static org.apache.avro.Schema map(Schema schema) {
    return new AvroSchemaMapper().type(schema, "Value");
  }

  /** Whether a map becomes an Avro map, whose keys are strings; optional keys count as required. */
  static boolean hasTextKeys(Schema map) {
    return map.keySchema().type() == Schema.Type.STRING;
  }

  /**
   * The type without the union for null.
   *
   * @param path the name of a record whose struct has no name
   */
  private org.apache.avro.Schema type(Schema schema, String path) {
    return switch (schema.type()) {
      case STRUCT -> struct(schema, path);
      case ARRAY ->
          described(
              org.apache.avro.Schema.createArray(nullable(schema.valueSchema(), path)), schema);
      case MAP -> map(schema, path);
      case INT8, INT16 -> {
        org.apache.avro.Schema type = described(primitive(schema), schema);
        type.addProp(TYPE, schema.type().getName());
        yield type;
      }
      default -> described(primitive(schema), schema);
    };
  }

  private org.apache.avro.Schema nullable(Schema schema, String path) {
    org.apache.avro.Schema type = type(schema, path);
    if (!schema.isOptional()) {
      return type;
    }
    org.apache.avro.Schema none = org.apache.avro.Schema.create(org.apache.avro.Schema.Type.NULL);
    // The default must have the type of the first branch.
    return AvroDefaults.of(schema) == null
        ? org.apache.avro.Schema.createUnion(none, type)
        : org.apache.avro.Schema.createUnion(type, none);
  }

  private static org.apache.avro.Schema primitive(Schema schema) {
    org.apache.avro.Schema type =
        org.apache.avro.Schema.create(
            switch (schema.type()) {
              case INT8, INT16, INT32 -> org.apache.avro.Schema.Type.INT;
              case INT64 -> org.apache.avro.Schema.Type.LONG;
              case FLOAT32 -> org.apache.avro.Schema.Type.FLOAT;
              case FLOAT64 -> org.apache.avro.Schema.Type.DOUBLE;
              case BOOLEAN -> org.apache.avro.Schema.Type.BOOLEAN;
              case STRING -> org.apache.avro.Schema.Type.STRING;
              case BYTES ->
                  isDecimalText(schema)
                      ? org.apache.avro.Schema.Type.STRING
                      : org.apache.avro.Schema.Type.BYTES;
              case ARRAY, MAP, STRUCT ->
                  throw new IllegalArgumentException(schema.type() + " is not primitive");
            });
    LogicalType logical = logical(schema);
    return logical == null ? type : logical.addToSchema(type);
  }

  private static boolean isDecimalText(Schema schema) {
    return LogicalKind.of(schema) == LogicalKind.DECIMAL && LogicalValues.isText(schema);
  }

  private static LogicalType logical(Schema schema) {
    return switch (LogicalKind.of(schema)) {
      case DECIMAL ->
          LogicalValues.isText(schema)
              ? null
              : LogicalTypes.decimal(LogicalValues.precision(schema), LogicalValues.scale(schema));
      case DATE -> LogicalTypes.date();
      case TIME -> LogicalTypes.timeMillis();
      case TIMESTAMP -> LogicalTypes.timestampMillis();
      case UUID -> LogicalTypes.uuid();
      case PLAIN -> null;
    };
  }

  /** Adds names, versions and parameters as properties. */
  private static org.apache.avro.Schema described(org.apache.avro.Schema type, Schema schema) {
    if (LogicalKind.of(schema).saysAll() && !isDecimalText(schema)) {
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

  private static String nameOf(org.apache.avro.Schema type) {
    return type.getType() == org.apache.avro.Schema.Type.RECORD ? type.getFullName() : null;
  }

  private org.apache.avro.Schema struct(Schema schema, String path) {
    String wanted = schema.name() == null ? path : AvroNames.full(schema.name());
    String shape = wanted + ' ' + SchemaJson.shape(schema);
    org.apache.avro.Schema known = byShape.get(shape);
    if (known != null) {
      return known;
    }
    String name = free(wanted);
    List<org.apache.avro.Schema.Field> fields = new ArrayList<>();
    for (Field field : schema.fields()) {
      fields.add(field(field, name));
    }
    org.apache.avro.Schema type =
        described(
            org.apache.avro.Schema.createRecord(name, schema.doc(), null, false, fields), schema);
    byShape.put(shape, type);
    return type;
  }

  private org.apache.avro.Schema.Field field(Field field, String record) {
    Schema schema = field.schema();
    String name = AvroNames.part(field.name());
    org.apache.avro.Schema type = nullable(schema, record + "_" + name);
    Object defaultValue = AvroDefaults.of(schema);
    if (defaultValue == null && schema.isOptional()) {
      defaultValue = org.apache.avro.Schema.Field.NULL_DEFAULT_VALUE;
    }
    // The documentation of a struct is in its record.
    String doc = schema.type() == Schema.Type.STRUCT ? null : schema.doc();
    org.apache.avro.Schema.Field mapped =
        new org.apache.avro.Schema.Field(name, type, doc, defaultValue);
    if (!name.equals(field.name())) {
      mapped.addProp(NAME, field.name());
    }
    return mapped;
  }

  private org.apache.avro.Schema map(Schema schema, String path) {
    if (hasTextKeys(schema)) {
      return described(
          org.apache.avro.Schema.createMap(nullable(schema.valueSchema(), path)), schema);
    }
    String wanted = path + "_entry";
    String shape = wanted + ' ' + SchemaJson.shape(schema);
    org.apache.avro.Schema entry = byShape.get(shape);
    if (entry == null) {
      String name = free(wanted);
      entry =
          org.apache.avro.Schema.createRecord(
              name,
              null,
              null,
              false,
              List.of(
                  new org.apache.avro.Schema.Field(
                      ENTRY_KEY, nullable(schema.keySchema(), path + "_key")),
                  new org.apache.avro.Schema.Field(
                      ENTRY_VALUE, nullable(schema.valueSchema(), path + "_value"))));
      byShape.put(shape, entry);
    }
    return described(org.apache.avro.Schema.createArray(entry), schema);
  }

  private String free(String wanted) {
    String name = wanted;
    for (int i = 2; !taken.add(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }
}
