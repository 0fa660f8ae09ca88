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
package io.sluice.format.given;

import io.sluice.format.convert.Conversions;
import io.sluice.format.value.Misfit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema.Field;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/**
 * Converts Avro schemas to Connect's, with the names and parameters that registries' converters
 * use.
 */
final class AvroSchema {
  private final Deque<String> open = new ArrayDeque<>();

  private AvroSchema() {}

  /**
   * Converts a schema.
   *
   * @throws Misfit if Connect has no such schema
   */
  static Schema convert(org.apache.avro.Schema avro) {
    return new AvroSchema().builder(avro).build();
  }

  private SchemaBuilder builder(org.apache.avro.Schema avro) {
    SchemaBuilder logical = logical(avro);
    if (logical != null) {
      return logical;
    }
    return switch (avro.getType()) {
      case RECORD -> struct(avro);
      case ENUM -> symbols(avro);
      case FIXED ->
          SchemaBuilder.bytes()
              .name(avro.getFullName())
              .parameter("connect.fixed.size", Integer.toString(avro.getFixedSize()));
      case ARRAY -> SchemaBuilder.array(part("*", avro.getElementType()));
      case MAP -> SchemaBuilder.map(Schema.STRING_SCHEMA, part("*", avro.getValueType()));
      case UNION -> union(avro);
      case STRING -> SchemaBuilder.string();
      case BYTES -> SchemaBuilder.bytes();
      case INT -> SchemaBuilder.int32();
      case LONG -> SchemaBuilder.int64();
      case FLOAT -> SchemaBuilder.float32();
      case DOUBLE -> SchemaBuilder.float64();
      case BOOLEAN -> SchemaBuilder.bool();
      case NULL -> throw new Misfit("a type of only null has no values");
    };
  }

  /** The builder for a logical type; null if there is none. */
  private static SchemaBuilder logical(org.apache.avro.Schema avro) {
    LogicalType type = avro.getLogicalType();
    if (type == null) {
      return null;
    }
    if (type instanceof LogicalTypes.Decimal decimal) {
      return Decimal.builder(decimal.getScale())
          .parameter("connect.decimal.precision", Integer.toString(decimal.getPrecision()));
    }
    return switch (type.getName()) {
      case "date" -> Date.builder();
      case "time-millis" -> Time.builder();
      case "timestamp-millis" -> Timestamp.builder();
      case "time-micros",
          "timestamp-micros",
          "timestamp-nanos",
          "local-timestamp-millis",
          "local-timestamp-micros",
          "local-timestamp-nanos" ->
          SchemaBuilder.int64().name(type.getName());
      case "uuid" ->
          avro.getType() == org.apache.avro.Schema.Type.STRING
              ? SchemaBuilder.string().name("uuid")
              : null;
      default -> null;
    };
  }

  private SchemaBuilder struct(org.apache.avro.Schema avro) {
    if (open.contains(avro.getFullName())) {
      throw new Misfit("the record " + avro.getFullName() + " contains itself");
    }
    open.push(avro.getFullName());
    SchemaBuilder struct = SchemaBuilder.struct().name(avro.getFullName()).doc(avro.getDoc());
    for (Field field : avro.getFields()) {
      try {
        struct.field(field.name(), field(field));
      } catch (Misfit e) {
        throw e.in(field.name());
      }
    }
    open.pop();
    return struct;
  }

  private Schema field(Field field) {
    SchemaBuilder schema = builder(field.schema());
    if (field.doc() != null && schema.doc() == null) {
      schema.doc(field.doc());
    }
    Object value = field.hasDefaultValue() ? plain(field.defaultVal()) : null;
    if (value != null) {
      if (schema.type() == Schema.Type.STRUCT) {
        throw new Misfit("a record cannot be a default; make the field a union with null");
      }
      schema.defaultValue(Conversions.to(builder(field.schema()).build()).apply(value));
    }
    return schema.build();
  }

  /** A default value with null as null. */
  private static Object plain(Object value) {
    if (value instanceof Map<?, ?> fields) {
      Map<Object, Object> plain = new HashMap<>();
      fields.forEach((name, each) -> plain.put(name, plain(each)));
      return plain;
    }
    if (value instanceof List<?> list) {
      List<Object> plain = new ArrayList<>();
      list.forEach(each -> plain.add(plain(each)));
      return plain;
    }
    return value == JsonProperties.NULL_VALUE ? null : value;
  }

  private static SchemaBuilder symbols(org.apache.avro.Schema avro) {
    Symbols symbols = new Symbols(avro.getFullName(), avro.getEnumSymbols());
    SchemaBuilder schema = symbols.builder().doc(avro.getDoc());
    if (avro.getEnumDefault() != null) {
      schema.parameter(
          "io.confluent.connect.avro.enum.default." + avro.getName(), avro.getEnumDefault());
    }
    return schema;
  }

  private SchemaBuilder union(org.apache.avro.Schema avro) {
    List<org.apache.avro.Schema> types =
        avro.getTypes().stream()
            .filter(type -> type.getType() != org.apache.avro.Schema.Type.NULL)
            .toList();
    if (types.size() != 1) {
      throw new Misfit("a union must have one type besides null");
    }
    SchemaBuilder schema = builder(types.get(0));
    return avro.isNullable() ? schema.optional() : schema;
  }

  private Schema part(String place, org.apache.avro.Schema avro) {
    try {
      return builder(avro).build();
    } catch (Misfit e) {
      throw e.in(place);
    }
  }
}
