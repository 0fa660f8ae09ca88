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
package io.sluice.format;

import io.sluice.format.type.NamedTypes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/**
 * One value of each type that records may have.
 *
 * @param title Markdown
 */
record TypeExample(String title, Schema schema, Object value) {
  private static final String ENUM = "io.confluent.connect.avro.Enum";

  private static final long SECONDS = 1_709_290_800L;
  private static final long DAY_SECONDS = 52_462L;

  static List<TypeExample> all() {
    List<TypeExample> examples = new ArrayList<>(plain());
    for (NamedTypes.Named named : NamedTypes.all()) {
      examples.add(named(named));
    }
    examples.addAll(parameters());
    return examples;
  }

  private static List<TypeExample> plain() {
    return List.of(
        new TypeExample("boolean", Schema.BOOLEAN_SCHEMA, true),
        new TypeExample("int8", Schema.INT8_SCHEMA, (byte) 1),
        new TypeExample("int16", Schema.INT16_SCHEMA, (short) 1),
        new TypeExample("int32", Schema.INT32_SCHEMA, 1),
        new TypeExample("int64", Schema.INT64_SCHEMA, 1L),
        new TypeExample("float32", Schema.FLOAT32_SCHEMA, 1.5f),
        new TypeExample("float64", Schema.FLOAT64_SCHEMA, 1.5),
        new TypeExample("string", Schema.STRING_SCHEMA, "a"),
        new TypeExample("bytes", Schema.BYTES_SCHEMA, new byte[] {1, 2}),
        new TypeExample(
            "array of int32", SchemaBuilder.array(Schema.INT32_SCHEMA).build(), List.of(1)),
        new TypeExample(
            "map with string keys",
            SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA).build(),
            Map.of("a", 1)),
        new TypeExample(
            "map with other keys",
            SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.INT32_SCHEMA).build(),
            Map.of(7, 1)),
        struct("struct", SchemaBuilder.struct().name("S").field("a", Schema.INT32_SCHEMA), 1),
        struct("struct without fields", SchemaBuilder.struct().name("S")));
  }

  private static TypeExample struct(String title, SchemaBuilder builder, Object... values) {
    Schema schema = builder.build();
    Struct struct = new Struct(schema);
    for (int i = 0; i < values.length; i++) {
      struct.put(schema.fields().get(i), values[i]);
    }
    return new TypeExample(title, schema, struct);
  }

  private static TypeExample named(NamedTypes.Named named) {
    String title = named.type().getName() + " `" + named.name() + "`";
    if (named.type() == Schema.Type.STRUCT) {
      SchemaBuilder scaled =
          SchemaBuilder.struct()
              .name(named.name())
              .field("scale", Schema.INT32_SCHEMA)
              .field("value", Schema.BYTES_SCHEMA);
      return struct(title, scaled, 1, new byte[] {15});
    }
    return new TypeExample(
        title, SchemaBuilder.type(named.type()).name(named.name()).build(), value(named));
  }

  private static Object value(NamedTypes.Named named) {
    if (named.name().equals(org.apache.kafka.connect.data.Date.LOGICAL_NAME)) {
      return new Date(19_783 * 86_400_000L);
    }
    if (named.name().equals(Time.LOGICAL_NAME)) {
      return new Date(DAY_SECONDS * 1000);
    }
    if (named.name().equals(Timestamp.LOGICAL_NAME)) {
      return new Date(SECONDS * 1000);
    }
    return switch (named.type()) {
      case STRING -> text(named.name());
      case INT32 -> named.name().endsWith("ate") ? 19_783 : (int) DAY_SECONDS * 1000;
      default -> time(named.name());
    };
  }

  private static String text(String name) {
    if (name.endsWith("ZonedTimestamp")) {
      return "2024-03-01T12:00:00.5+01:00";
    }
    return name.endsWith("Json") ? "{}" : "7ed4bffc-f189-40b0-9090-c58e1cba14b8";
  }

  private static long time(String name) {
    boolean ofDay = name.endsWith("Time") || name.startsWith("time-");
    String lower = name.toLowerCase(java.util.Locale.ROOT);
    long perSecond =
        lower.contains("micro") ? 1_000_000 : lower.contains("nano") ? 1_000_000_000 : 1000;
    return (ofDay ? DAY_SECONDS : SECONDS) * perSecond;
  }

  private static List<TypeExample> parameters() {
    Schema decimal = Decimal.builder(2).parameter("connect.decimal.precision", "9").build();
    BigDecimal price = new BigDecimal("1.50");
    Schema symbols =
        SchemaBuilder.string()
            .name("geo.Region")
            .parameter(ENUM, "geo.Region")
            .parameter(ENUM + ".APAC", "APAC")
            .build();
    Schema fixed = SchemaBuilder.bytes().name("Md5").parameter("connect.fixed.size", "2").build();
    SchemaBuilder union =
        SchemaBuilder.struct()
            .name("io.confluent.connect.avro.Union")
            .field("int", Schema.OPTIONAL_INT32_SCHEMA)
            .field("string", Schema.OPTIONAL_STRING_SCHEMA);
    return List.of(
        new TypeExample("Decimal, parameter `connect.decimal.precision` 9", decimal, price),
        new TypeExample("Decimal, scale 2", Decimal.schema(2), price),
        new TypeExample("Decimal, scale 127", Decimal.schema(127), price),
        new TypeExample("string with the parameters of an enum of Avro", symbols, "APAC"),
        new TypeExample("bytes, parameter `connect.fixed.size` 2", fixed, new byte[2]),
        struct("struct `io.confluent.connect.avro.Union`", union, 1));
  }
}
