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
package io.sluice.it.score.formats;

import io.sluice.it.score.formats.SentColumn.Types;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/**
 * The columns whose types readers are asked for: those of Connect, of change data capture and of
 * converters.
 */
final class SentColumns {
  private static final String PRECISION = "connect.decimal.precision";

  private static final long MICROS = 1_709_290_800_123_456L;
  private static final long MILLIS = MICROS / 1000;
  private static final long NANOS = MICROS * 1000 + 789;
  private static final int DAY = (int) (MILLIS / 86_400_000);
  private static final int TIME_MILLIS = (int) (MILLIS % 86_400_000);
  private static final long TIME_MICROS = MICROS % 86_400_000_000L;
  private static final LocalDate DATE = LocalDate.ofEpochDay(DAY);
  private static final LocalDateTime LOCAL_MICROS =
      LocalDateTime.ofEpochSecond(MILLIS / 1000, (int) (MICROS % 1_000_000) * 1000, ZoneOffset.UTC);
  private static final LocalDateTime LOCAL_MILLIS =
      LocalDateTime.ofEpochSecond(MILLIS / 1000, (int) (MILLIS % 1000) * 1_000_000, ZoneOffset.UTC);
  private static final Instant INSTANT_MICROS = LOCAL_MICROS.toInstant(ZoneOffset.UTC);
  private static final Instant INSTANT_MILLIS = LOCAL_MILLIS.toInstant(ZoneOffset.UTC);
  private static final String TEXT = "\u00fcn\u00ef";

  private SentColumns() {}

  /** Types of Connect. */
  static List<SentColumn> ofConnect() {
    Schema inner =
        SchemaBuilder.struct()
            .name("io.sluice.Inner")
            .field("n", Schema.INT32_SCHEMA)
            .field("t", Schema.OPTIONAL_STRING_SCHEMA)
            .optional()
            .build();
    return List.of(
        scalar("boolean", SchemaBuilder.bool(), true, "boolean", "BOOLEAN"),
        new SentColumn(
            "int8",
            "int8",
            Schema.OPTIONAL_INT8_SCHEMA,
            (byte) -8,
            new Types("byte", "TINYINT", "byte", "integer"),
            Set.of((byte) -8, -8)),
        new SentColumn(
            "int16",
            "int16",
            Schema.OPTIONAL_INT16_SCHEMA,
            (short) -16,
            new Types("short", "SMALLINT", "short", "integer"),
            Set.of((short) -16, -16)),
        scalar("int32", SchemaBuilder.int32(), -32, "integer", "INTEGER"),
        scalar("int64", SchemaBuilder.int64(), 1L << 40, "long", "BIGINT"),
        scalar("float32", SchemaBuilder.float32(), 0.1f, "float", "FLOAT"),
        scalar("float64", SchemaBuilder.float64(), 0.1, "double", "DOUBLE"),
        scalar("string", SchemaBuilder.string(), TEXT, "string", "VARCHAR"),
        scalar("bytes", SchemaBuilder.bytes(), bytes(0, 0xff), "binary", "BLOB"),
        scalar(
            "Decimal of up to 38 digits",
            Decimal.builder(2).parameter(PRECISION, "10"),
            new BigDecimal("12345678.90"),
            "decimal(10,2)",
            "DECIMAL(10,2)"),
        column(
            "Decimal of more digits",
            Decimal.builder(2).parameter(PRECISION, "60"),
            new BigDecimal("1".repeat(50) + ".25"),
            new Types("string", "VARCHAR", "string", "string"),
            "1".repeat(50) + ".25"),
        column(
            "Date",
            Date.builder(),
            java.util.Date.from(DATE.atStartOfDay().toInstant(ZoneOffset.UTC)),
            all("date", "DATE"),
            DATE),
        column(
            "Time",
            Time.builder(),
            new java.util.Date(TIME_MILLIS),
            all("integer", "INTEGER"),
            TIME_MILLIS),
        column(
            "Timestamp",
            Timestamp.builder(),
            new java.util.Date(MILLIS),
            all("timestamp", "TIMESTAMP WITH TIME ZONE"),
            INSTANT_MILLIS,
            LOCAL_MILLIS),
        scalar(
            "array",
            SchemaBuilder.array(Schema.OPTIONAL_INT32_SCHEMA),
            Arrays.asList(1, null),
            "array<integer>",
            "INTEGER[]"),
        scalar(
            "map with string keys",
            SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT64_SCHEMA),
            Map.of("a", 1L),
            "map<string,long>",
            "MAP(VARCHAR, BIGINT)"),
        column(
            "map with other keys",
            SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.STRING_SCHEMA),
            Map.of(1, "a"),
            new Types(
                "map<integer,string>",
                "MAP(INTEGER, VARCHAR)",
                "map<integer,string>",
                "array<struct<key:integer,value:string>>"),
            Map.of(1, "a"),
            List.of(Map.of("key", 1, "value", "a"))),
        new SentColumn(
            "struct",
            "struct",
            inner,
            new Struct(inner).put("n", 1).put("t", "x"),
            all("struct<n:integer,t:string>", "STRUCT(n INTEGER, t VARCHAR)"),
            Set.of(Map.of("n", 1, "t", "x"))));
  }

  /** Types of change data capture, by the last part of their names. */
  static List<SentColumn> ofChangeData() {
    Schema scaled =
        SchemaBuilder.struct()
            .name("io.debezium.data.VariableScaleDecimal")
            .field("scale", Schema.INT32_SCHEMA)
            .field("value", Schema.BYTES_SCHEMA)
            .optional()
            .build();
    Types integer = all("integer", "INTEGER");
    Types number = all("long", "BIGINT");
    Types local = new Types("timestamp_ntz", "TIMESTAMP", "timestamp", "timestamp_ntz");
    Types text = all("string", "VARCHAR");
    String time = "io.debezium.time.";
    String data = "io.debezium.data.";
    return List.of(
        column(time + "Date", SchemaBuilder.int32(), DAY, all("date", "DATE"), DATE),
        column(time + "Time", SchemaBuilder.int32(), TIME_MILLIS, integer, TIME_MILLIS),
        column(time + "MicroTime", SchemaBuilder.int64(), TIME_MICROS, number, TIME_MICROS),
        column(
            time + "NanoTime",
            SchemaBuilder.int64(),
            TIME_MICROS * 1000 + 789,
            number,
            TIME_MICROS * 1000 + 789),
        column(
            time + "ZonedTime",
            SchemaBuilder.string(),
            "11:00:00.123456Z",
            text,
            "11:00:00.123456Z"),
        column(
            time + "Timestamp", SchemaBuilder.int64(), MILLIS, local, LOCAL_MILLIS, INSTANT_MILLIS),
        column(
            time + "MicroTimestamp",
            SchemaBuilder.int64(),
            MICROS,
            local,
            LOCAL_MICROS,
            INSTANT_MICROS),
        column(
            time + "NanoTimestamp",
            SchemaBuilder.int64(),
            NANOS,
            new Types("long", "BIGINT", "timestamp", "long"),
            NANOS,
            INSTANT_MICROS,
            LOCAL_MICROS.plusNanos(789)),
        column(
            time + "ZonedTimestamp",
            SchemaBuilder.string(),
            "2024-03-01T12:00:00.123456+01:00",
            all("timestamp", "TIMESTAMP WITH TIME ZONE"),
            INSTANT_MICROS,
            LOCAL_MICROS),
        column(time + "Year", SchemaBuilder.int32(), 2024, integer, 2024),
        column(time + "Interval", SchemaBuilder.string(), "P1Y2M3D", text, "P1Y2M3D"),
        new SentColumn(
            data + "VariableScaleDecimal",
            "VariableScaleDecimal",
            scaled,
            new Struct(scaled)
                .put("scale", 3)
                .put("value", BigInteger.valueOf(-1234567).toByteArray()),
            text,
            Set.of("-1234.567")),
        column(
            data + "Uuid",
            SchemaBuilder.string(),
            "7ed4bffc-f189-40b0-9090-c58e1cba14b8",
            text,
            "7ed4bffc-f189-40b0-9090-c58e1cba14b8"),
        column(data + "Json", SchemaBuilder.string(), "{\"a\":1}", text, "{\"a\":1}"),
        column(
            data + "Enum",
            SchemaBuilder.string().parameter("allowed", "small,large"),
            "large",
            text,
            "large"),
        column(
            data + "EnumSet",
            SchemaBuilder.string().parameter("allowed", "small,large"),
            "small,large",
            text,
            "small,large"),
        column(
            data + "Bits",
            SchemaBuilder.bytes().parameter("length", "12"),
            bytes(1, 2),
            all("binary", "BLOB"),
            bytes(1, 2)),
        column(data + "Xml", SchemaBuilder.string(), "<a/>", text, "<a/>"));
  }

  /** What converters of Protobuf make. */
  static List<SentColumn> ofProtobuf() {
    Schema branch =
        SchemaBuilder.struct()
            .name("io.sluice.Branch")
            .field("text", Schema.OPTIONAL_STRING_SCHEMA)
            .field("number", Schema.OPTIONAL_INT64_SCHEMA)
            .optional()
            .build();
    Schema empty = SchemaBuilder.struct().name("io.sluice.KeepAlive").optional().build();
    return List.of(
        new SentColumn(
            "map with optional string keys",
            "props",
            SchemaBuilder.map(Schema.OPTIONAL_STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA)
                .optional()
                .build(),
            Map.of("a", "1"),
            all("map<string,string>", "MAP(VARCHAR, VARCHAR)"),
            Set.of(Map.of("a", "1"))),
        new SentColumn(
            "struct of a `oneof`",
            "choice",
            branch,
            new Struct(branch).put("number", 5L),
            all("struct<text:string,number:long>", "STRUCT(\"text\" VARCHAR, number BIGINT)"),
            Set.of(structOf("text", null, "number", 5L))),
        new SentColumn(
            "struct without fields",
            "keep_alive",
            empty,
            new Struct(empty),
            new Types("boolean", "BOOLEAN", "boolean", "struct<>"),
            Set.of(true, Map.of())));
  }

  static List<SentColumn> all() {
    return Stream.of(ofConnect(), ofChangeData(), ofProtobuf()).flatMap(List::stream).toList();
  }

  /** Also with null, which maps of the platform refuse. */
  private static Map<String, Object> structOf(
      String first, Object one, String second, Object other) {
    Map<String, Object> struct = new LinkedHashMap<>();
    struct.put(first, one);
    struct.put(second, other);
    return struct;
  }

  private static ByteBuffer bytes(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(values.length);
    Arrays.stream(values).forEach(value -> bytes.put((byte) value));
    return bytes.flip();
  }

  private static Types all(String spark, String duckDb) {
    return new Types(spark, duckDb, spark, spark);
  }

  private static SentColumn scalar(
      String meaning, SchemaBuilder schema, Object value, String spark, String duckDb) {
    return column(meaning, schema, value, all(spark, duckDb), value);
  }

  /** A column named after the meaning; a meaning with dots is the schema's name. */
  private static SentColumn column(
      String meaning, SchemaBuilder schema, Object value, Types types, Object... forms) {
    boolean named = meaning.indexOf('.') > 0;
    String name = meaning.substring(meaning.lastIndexOf('.') + 1).replace(' ', '_');
    Schema built = (named ? schema.name(meaning) : schema).optional().build();
    return new SentColumn(
        meaning,
        named ? "dbz_" + name : name,
        built,
        value,
        types,
        new ArrayList<>(Arrays.asList(forms)).stream().collect(Collectors.toSet()));
  }
}
