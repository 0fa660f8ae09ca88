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

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.CompressionName;
import io.sluice.config.FormatConfigs;
import io.sluice.config.FormatName;
import io.sluice.config.ParquetConfig;
import io.sluice.config.ParquetTime;
import io.sluice.config.ParquetTimestamp;
import io.sluice.config.ParquetTypes;
import io.sluice.config.ParquetUuid;
import io.sluice.format.encode.RecordEncoder;
import io.sluice.it.read.DuckDb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.ColumnOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every type of Connect, also logical ones, read back with DuckDB. */
class ParquetValuesTest extends ValuesContract {
  private static final Schema UUID_TEXT = SchemaBuilder.string().name("uuid").build();

  /** The highest timestamp whose microseconds fit into 64 bits. */
  private static final long LAST_MILLIS = Long.MAX_VALUE / 1000;

  ParquetValuesTest() {
    super(FormatConfigs.of(FormatName.PARQUET, CompressionName.NONE));
  }

  @Override
  Object readBack(Schema schema, Object value) throws IOException {
    List<Map<String, Object>> rows = DuckDb.readParquet(write(schema, List.of(value)));
    assertThat(rows).hasSize(1);
    if (value instanceof Struct) {
      return rows.get(0);
    }
    assertThat(rows.get(0)).containsOnlyKeys("value");
    return rows.get(0).get("value");
  }

  /** The type that the file gives to a value that is no struct. */
  private String type(Schema schema, Object value) throws IOException {
    return (String)
        DuckDb.query(
                write(schema, List.of(value)), "SELECT typeof(value) AS t FROM read_parquet(?)")
            .get(0)
            .get("t");
  }

  @Test
  void logicalTypes() throws IOException {
    for (String day : List.of("1970-01-01", "1969-12-31", "0001-01-01", "9999-12-31")) {
      LocalDate date = LocalDate.parse(day);
      assertThat(readBack(DATE, new Date(date.toEpochDay() * 86_400_000L))).isEqualTo(date);
    }
    assertThat(readBack(Time.SCHEMA, new Date(0))).isEqualTo(LocalTime.MIDNIGHT);
    assertThat(readBack(Time.SCHEMA, new Date(86_399_999)))
        .isEqualTo(LocalTime.parse("23:59:59.999"));
    for (long millis : new long[] {0, -1, 253_402_300_799_999L, LAST_MILLIS}) {
      OffsetDateTime expected = Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
      assertThat(((OffsetDateTime) readBack(Timestamp.SCHEMA, new Date(millis))).toInstant())
          .isEqualTo(expected.toInstant());
    }
    for (String name : List.of("uuid", "io.debezium.data.Uuid")) {
      assertThat(readBack(SchemaBuilder.string().name(name).build(), UUID)).isEqualTo(UUID);
    }
  }

  @Test
  void readersKnowTheTypes() throws IOException {
    assertThat(type(Schema.INT8_SCHEMA, (byte) 1)).isEqualTo("TINYINT");
    assertThat(type(Schema.INT16_SCHEMA, (short) 1)).isEqualTo("SMALLINT");
    assertThat(type(Schema.STRING_SCHEMA, "a")).isEqualTo("VARCHAR");
    assertThat(type(Schema.BYTES_SCHEMA, new byte[1])).isEqualTo("BLOB");
    assertThat(type(DATE, new Date(0))).isEqualTo("DATE");
    assertThat(type(Time.SCHEMA, new Date(0))).isEqualTo("TIME");
    assertThat(type(Timestamp.SCHEMA, new Date(0))).isEqualTo("TIMESTAMP WITH TIME ZONE");
    assertThat(type(UUID_TEXT, UUID)).isEqualTo("VARCHAR");
    assertThat(type(Decimal.schema(3), new BigDecimal("0.001"))).isEqualTo("DECIMAL(38,3)");
    assertThat(type(decimal(2, 9), new BigDecimal("1.00"))).isEqualTo("DECIMAL(9,2)");
    assertThat(type(SchemaBuilder.array(Schema.INT8_SCHEMA).build(), List.of()))
        .isEqualTo("TINYINT[]");
    Schema map = SchemaBuilder.map(Schema.INT64_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA).build();
    assertThat(type(map, Map.of())).isEqualTo("MAP(BIGINT, VARCHAR)");
  }

  private static Schema decimal(int scale, int precision) {
    return Decimal.builder(scale)
        .parameter("connect.decimal.precision", String.valueOf(precision))
        .build();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 9, 10, 18, 19, 20, 37, 38})
  void decimalsOfEachPrecision(int precision) throws IOException {
    Schema schema = decimal(1, precision);
    String digits = "9".repeat(precision - 1);
    for (String text : List.of("0.0", "0.1", "-0.1", digits + ".9", "-" + digits + ".9")) {
      BigDecimal value = new BigDecimal(text);
      assertThat(readBack(schema, value)).isEqualTo(value);
    }
    assertRejected(schema, new BigDecimal("1E" + (precision - 1)), "before the point");
  }

  @Test
  void lists() throws IOException {
    Schema optionalInts = SchemaBuilder.array(Schema.OPTIONAL_INT32_SCHEMA).build();
    for (List<?> list :
        List.of(List.of(), Arrays.asList(1, null, 3), Arrays.asList((Object) null))) {
      assertThat(readBack(optionalInts, list)).isEqualTo(list);
    }
    Schema inner = SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).optional().build();
    Schema nested = SchemaBuilder.array(inner).build();
    List<List<String>> value =
        Arrays.asList(Arrays.asList("a", null), null, List.of(), List.of("b", "c"));
    assertThat(readBack(nested, value)).isEqualTo(value);
  }

  @Test
  void maps() throws IOException {
    Schema textKeys = SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_INT64_SCHEMA).build();
    assertThat(readBack(textKeys, Map.of())).isEqualTo(Map.of());
    Map<String, Long> withNull = new HashMap<>(Map.of("", 1L, "😀", 2L));
    withNull.put("none", null);
    assertThat(readBack(textKeys, withNull)).isEqualTo(withNull);
    Schema numbers = SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA).build();
    assertThat(readBack(numbers, Map.of(5, "five"))).isEqualTo(Map.of(5, "five"));
    Schema lists = SchemaBuilder.map(DATE, SchemaBuilder.array(Schema.INT8_SCHEMA).build()).build();
    assertThat(readBack(lists, Map.of(new Date(0), List.of((byte) 1, (byte) 2))))
        .isEqualTo(Map.of(LocalDate.EPOCH, List.of((byte) 1, (byte) 2)));
    Schema key = SchemaBuilder.struct().field("k", Schema.STRING_SCHEMA).build();
    Schema structKeys = SchemaBuilder.map(key, Schema.BOOLEAN_SCHEMA).build();
    assertThat(readBack(structKeys, Map.of(new Struct(key).put("k", "a"), true)))
        .isEqualTo(Map.of(Map.of("k", "a"), true));
  }

  /** Many combinations of Parquet's repetition and definition levels. */
  @Test
  void nestedRecordsAreTakenApartAndPutTogether() throws IOException {
    Schema point =
        SchemaBuilder.struct()
            .optional()
            .field("x", Schema.OPTIONAL_INT32_SCHEMA)
            .field("tags", SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA).optional().build())
            .build();
    Schema points = SchemaBuilder.array(point).optional().build();
    Schema named = SchemaBuilder.map(Schema.STRING_SCHEMA, points).optional().build();
    Schema schema = SchemaBuilder.struct().field("points", points).field("named", named).build();
    Struct empty = new Struct(point);
    Struct full = new Struct(point).put("x", 1).put("tags", Arrays.asList("a", null, "b"));
    Struct noTags = new Struct(point).put("x", 2).put("tags", List.of());
    List<List<Struct>> lists =
        Arrays.asList(
            null,
            List.of(),
            Collections.singletonList(null),
            List.of(empty),
            Arrays.asList(full, null, noTags, full),
            Arrays.asList(noTags, empty, full));
    List<Object> values = new ArrayList<>();
    List<Object> expected = new ArrayList<>();
    for (List<Struct> list : lists) {
      for (List<Struct> other : lists) {
        Map<String, List<Struct>> map = new LinkedHashMap<>();
        map.put("one", list);
        map.put("two", other);
        values.add(new Struct(schema).put("points", list).put("named", map));
        values.add(new Struct(schema).put("points", other).put("named", null));
        Map<String, Object> plainMap = new LinkedHashMap<>();
        plainMap.put("one", plain(list));
        plainMap.put("two", plain(other));
        expected.add(row(plain(list), plainMap));
        expected.add(row(plain(other), null));
      }
    }
    assertThat(DuckDb.readParquet(write(schema, values))).isEqualTo(expected);
  }

  private static Map<String, Object> row(Object points, Object named) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("points", points);
    row.put("named", named);
    return row;
  }

  private static Object plain(List<Struct> list) {
    return list == null ? null : list.stream().map(ParquetValuesTest::plain).toList();
  }

  private static Object plain(Struct point) {
    if (point == null) {
      return null;
    }
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("x", point.get("x"));
    plain.put("tags", point.get("tags"));
    return plain;
  }

  @Test
  void nestedListsAreReadBack() throws IOException {
    Schema list = Schema.OPTIONAL_STRING_SCHEMA;
    Object lists = "end";
    // The reader takes twice as long for each further level.
    for (int i = 0; i < 10; i++) {
      list = SchemaBuilder.array(list).optional().build();
      lists = Arrays.asList(lists, null);
    }
    assertThat(readBack(list, lists)).isEqualTo(lists);
  }

  @Test
  void timestampsOutOfRangeAreRejected() {
    assertRejected(Timestamp.SCHEMA, new Date(LAST_MILLIS + 1), "Timestamp is out of range");
    assertRejected(Timestamp.SCHEMA, new Date(-LAST_MILLIS - 1), "Timestamp is out of range");
    assertRejected(Timestamp.SCHEMA, new Date(Long.MIN_VALUE), "Timestamp is out of range");
  }

  @Test
  void floatColumnOrder() throws IOException {
    Schema schema =
        SchemaBuilder.struct()
            .field("x", Schema.OPTIONAL_FLOAT64_SCHEMA)
            .field("y", SchemaBuilder.array(Schema.FLOAT32_SCHEMA).build())
            .build();
    Struct value = new Struct(schema).put("x", 1.5).put("y", List.of(2.5f, -0f));
    byte[] file = write(schema, List.of(value));
    try (ParquetFileReader reader = ParquetFileReader.open(new BytesFile(file))) {
      assertThat(reader.getFileMetaData().getSchema().getColumns())
          .extracting(column -> column.getPrimitiveType().columnOrder())
          .containsOnly(ColumnOrder.typeDefined());
      assertThat(reader.getRowGroups().get(0).getColumns())
          .extracting(column -> column.getStatistics().toString())
          .containsExactly("min: 1.5, max: 1.5, num_nulls: 0", "min: -0.0, max: 2.5, num_nulls: 0");
    }
  }

  @Test
  void uuidParquet() throws IOException {
    ColumnType string = columnType(ParquetTypes.DEFAULT, UUID_TEXT, UUID);
    assertThat(string).isEqualTo(new ColumnType("BYTE_ARRAY", "StringType()", "VARCHAR", UUID));

    String largest = "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF";
    ParquetTypes pure =
        new ParquetTypes(ParquetUuid.UUID, ParquetTime.TIME, ParquetTimestamp.TIMESTAMP);
    assertThat(columnType(pure, UUID_TEXT, largest))
        .isEqualTo(
            new ColumnType(
                "FIXED_LEN_BYTE_ARRAY", "UUIDType()", "UUID", java.util.UUID.fromString(largest)));
  }

  @Test
  void timeParquet() throws IOException {
    Date time = new Date(52_462_000);
    assertThat(columnType(ParquetTypes.DEFAULT, Time.SCHEMA, time))
        .isEqualTo(
            new ColumnType(
                "INT64",
                "TimeType(isAdjustedToUTC=0, unit=TimeUnit(MILLIS=<null>, MICROS=MicroSeconds(),"
                    + " NANOS=<null>))",
                "TIME",
                LocalTime.parse("14:34:22")));
    ParquetTypes plain =
        new ParquetTypes(ParquetUuid.STRING, ParquetTime.INT, ParquetTimestamp.TIMESTAMP);
    assertThat(columnType(plain, Time.SCHEMA, time))
        .isEqualTo(new ColumnType("INT32", null, "INTEGER", 52_462_000));
  }

  /**
   * A column of a value that is not a struct.
   *
   * @param stored the physical type
   * @param logical the logical type; null for none
   * @param read the type as DuckDB reads it
   * @param value the value as DuckDB reads it
   */
  private record ColumnType(String stored, String logical, String read, Object value) {}

  private static ColumnType columnType(ParquetTypes types, Schema schema, Object value)
      throws IOException {
    ParquetConfig config = new ParquetConfig(1024 * 1024, 1024, true, List.of(), types);
    Format format = Formats.of(FormatConfigs.parquet(CompressionName.NONE, config), 1000);
    SinkRecord record = new SinkRecord("topic", 0, null, null, schema, value, 0);
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    RecordEncoder encoder =
        format.encoders().open(new FileHeader(format.schemas().of(record), "topic", 0), output);
    encoder.append(record);
    encoder.finish();
    byte[] file = output.toByteArray();
    Map<String, Object> read =
        DuckDb.query(file, "SELECT typeof(value) AS t, value AS v FROM read_parquet(?)").get(0);
    Map<String, Object> column =
        DuckDb.query(file, "SELECT * FROM parquet_schema(?) WHERE name = 'value'").get(0);
    return new ColumnType(
        (String) column.get("type"),
        (String) column.get("logical_type"),
        (String) read.get("t"),
        read.get("v"));
  }
}
