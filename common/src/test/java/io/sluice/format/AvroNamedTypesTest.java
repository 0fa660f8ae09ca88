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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.AvroCodecName;
import io.sluice.config.FormatConfigs;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.SchemaBuilder.FieldAssembler;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;

/** Types that converters express by names and parameters, read with Avro's library. */
class AvroNamedTypesTest {
  private static final String ENUM = "io.confluent.connect.avro.Enum";
  private static final String UNION = "io.confluent.connect.avro.Union";

  private static final Schema REGION =
      SchemaBuilder.string()
          .name("geo.Region")
          .parameter(ENUM, "geo.Region")
          .parameter(ENUM + ".EMEA", "EMEA")
          .parameter(ENUM + ".APAC", "APAC")
          .build();

  private static byte[] file(Schema schema, Object... values) throws IOException {
    TestFile file = TestFile.of(FormatConfigs.avro(AvroCodecName.NULL), schema, values[0]);
    for (Object value : values) {
      file.append(value);
    }
    return file.finish();
  }

  /** Reads a file as a reader with another schema; null for the schema of the file. */
  private static List<GenericRecord> read(byte[] file, org.apache.avro.Schema as)
      throws IOException {
    GenericData data = new GenericData();
    data.addLogicalTypeConversion(new TimeConversions.TimeMicrosConversion());
    data.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
    data.addLogicalTypeConversion(new TimeConversions.LocalTimestampMillisConversion());
    data.addLogicalTypeConversion(new TimeConversions.LocalTimestampMicrosConversion());
    data.addLogicalTypeConversion(new TimeConversions.LocalTimestampNanosConversion());
    List<GenericRecord> records = new ArrayList<>();
    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(
            new SeekableByteArrayInput(file), new GenericDatumReader<>(null, as, data))) {
      reader.forEach(records::add);
    }
    return records;
  }

  private static FieldAssembler<org.apache.avro.Schema> producer() {
    return org.apache.avro.SchemaBuilder.record("geo.Row").fields();
  }

  @Test
  void avroEnum() throws IOException {
    Schema schema =
        SchemaBuilder.struct()
            .name("geo.Row")
            .field("region", REGION)
            .field("home", optional(REGION))
            .build();
    byte[] file = file(schema, new Struct(schema).put("region", "APAC").put("home", "EMEA"));
    org.apache.avro.Schema written = read(file, null).get(0).getSchema();
    assertThat(written.getField("region").schema().getFullName()).isEqualTo("geo.Region");
    assertThat(written.getField("region").schema().getEnumSymbols())
        .containsExactlyInAnyOrder("APAC", "EMEA");
    org.apache.avro.Schema region =
        org.apache.avro.SchemaBuilder.enumeration("geo.Region").symbols("EMEA", "APAC");
    org.apache.avro.Schema producer =
        producer()
            .name("region")
            .type(region)
            .noDefault()
            .name("home")
            .type(org.apache.avro.SchemaBuilder.unionOf().nullType().and().type(region).endUnion())
            .noDefault()
            .endRecord();
    GenericRecord record = read(file, producer).get(0);
    assertThat(record.get("region")).hasToString("APAC");
    assertThat(record.get("home")).hasToString("EMEA");
  }

  private static Schema optional(Schema schema) {
    SchemaBuilder builder = SchemaBuilder.string().name(schema.name()).optional();
    schema.parameters().forEach(builder::parameter);
    return builder.build();
  }

  @Test
  void aTextThatIsNoSymbolIsRejected() {
    Schema schema = SchemaBuilder.struct().field("region", REGION).build();
    assertThatThrownBy(() -> file(schema, new Struct(schema).put("region", "MARS")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'/region'")
        .hasMessageContaining("not a symbol of the enum geo.Region")
        .hasMessageNotContaining("MARS");
  }

  @Test
  void symbolsThatAvroDoesNotPermitAreStrings() throws IOException {
    Schema size =
        SchemaBuilder.string()
            .name("Size")
            .parameter("org.apache.kafka.connect.data.Enum", "Size")
            .parameter("org.apache.kafka.connect.data.Enum.extra large", "0")
            .build();
    Schema schema = SchemaBuilder.struct().field("size", size).build();
    byte[] file = file(schema, new Struct(schema).put("size", "extra large"));
    assertThat(read(file, null).get(0).get("size")).hasToString("extra large");
  }

  @Test
  void fixedBytesAreReadWithTheProducersSchema() throws IOException {
    Schema md5 = SchemaBuilder.bytes().name("x.Md5").parameter("connect.fixed.size", "2").build();
    Schema schema = SchemaBuilder.struct().name("geo.Row").field("sum", md5).build();
    byte[] file = file(schema, new Struct(schema).put("sum", ByteBuffer.wrap(new byte[] {1, -1})));
    org.apache.avro.Schema producer =
        producer()
            .name("sum")
            .type(org.apache.avro.SchemaBuilder.fixed("x.Md5").size(2))
            .noDefault()
            .endRecord();
    GenericData.Fixed read = (GenericData.Fixed) read(file, producer).get(0).get("sum");
    assertThat(read.bytes()).containsExactly(1, -1);
  }

  @Test
  void unionsAreReadWithTheProducersSchema() throws IOException {
    Schema point = SchemaBuilder.struct().name("x.Point").optional();
    point = ((SchemaBuilder) point).field("x", Schema.INT32_SCHEMA).build();
    Schema union =
        SchemaBuilder.struct()
            .name(UNION)
            .optional()
            .field("int", Schema.OPTIONAL_INT32_SCHEMA)
            .field("string", Schema.OPTIONAL_STRING_SCHEMA)
            .field("Point", point)
            .build();
    Schema schema = SchemaBuilder.struct().name("geo.Row").field("u", union).build();
    byte[] file =
        file(
            schema,
            new Struct(schema).put("u", new Struct(union).put("int", 5)),
            new Struct(schema),
            new Struct(schema).put("u", new Struct(union).put("string", "a")),
            new Struct(schema)
                .put("u", new Struct(union).put("Point", new Struct(point).put("x", 7))));
    org.apache.avro.Schema producer =
        producer()
            .name("u")
            .type(
                org.apache.avro.SchemaBuilder.unionOf()
                    .nullType()
                    .and()
                    .intType()
                    .and()
                    .stringType()
                    .and()
                    .record("x.Point")
                    .fields()
                    .requiredInt("x")
                    .endRecord()
                    .endUnion())
            .noDefault()
            .endRecord();
    assertThat(read(file, producer))
        .extracting(record -> String.valueOf(record.get("u")))
        .containsExactly("5", "null", "a", "{\"x\": 7}");
    Struct two = new Struct(union).put("int", 5).put("string", "a");
    assertThatThrownBy(() -> file(schema, new Struct(schema).put("u", two)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("two branches");
    assertThatThrownBy(() -> file(schema, new Struct(schema).put("u", new Struct(union))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no branch");
  }

  @Test
  void aUnionThatAvroDoesNotPermitIsARecord() throws IOException {
    Schema union =
        SchemaBuilder.struct()
            .name("connect_union_0")
            .parameter("org.apache.kafka.connect.data.Union", "connect_union_0")
            .field("connect_union_field_0", Schema.OPTIONAL_STRING_SCHEMA)
            .field("connect_union_field_1", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    Schema schema = SchemaBuilder.struct().field("u", union).build();
    byte[] file =
        file(
            schema,
            new Struct(schema).put("u", new Struct(union).put("connect_union_field_1", "b")));
    GenericRecord read = (GenericRecord) read(file, null).get(0).get("u");
    assertThat(read.get("connect_union_field_0")).isNull();
    assertThat(read.get("connect_union_field_1")).hasToString("b");
  }

  @Test
  void timesOfChangeDataCapture() throws IOException {
    Schema schema =
        SchemaBuilder.struct()
            .field("day", named(Schema.Type.INT32, "io.debezium.time.Date"))
            .field("time", named(Schema.Type.INT64, "io.debezium.time.MicroTime"))
            .field("millis", named(Schema.Type.INT64, "io.debezium.time.Timestamp"))
            .field("micros", named(Schema.Type.INT64, "io.debezium.time.MicroTimestamp"))
            .field("nanos", named(Schema.Type.INT64, "io.debezium.time.NanoTimestamp"))
            .field("zoned", named(Schema.Type.STRING, "io.debezium.time.ZonedTimestamp"))
            .build();
    Struct row =
        new Struct(schema)
            .put("day", 19_783)
            .put("time", 52_462_000_001L)
            .put("millis", 1_709_290_800_001L)
            .put("micros", 1_709_290_800_000_001L)
            .put("nanos", 1_709_290_800_000_000_001L)
            .put("zoned", "2024-03-01T12:00:00.000001+01:00");
    GenericRecord read = read(file(schema, row), null).get(0);
    assertThat(read.getSchema().getField("day").schema().getLogicalType().getName())
        .isEqualTo("date");
    assertThat(read.get("day")).isEqualTo(19_783);
    assertThat(read.get("time")).isEqualTo(LocalTime.parse("14:34:22.000001"));
    assertThat(read.get("millis")).isEqualTo(LocalDateTime.parse("2024-03-01T11:00:00.001"));
    assertThat(read.get("micros")).isEqualTo(LocalDateTime.parse("2024-03-01T11:00:00.000001"));
    assertThat(read.get("nanos")).isEqualTo(LocalDateTime.parse("2024-03-01T11:00:00.000000001"));
    assertThat(read.get("zoned")).isEqualTo(Instant.parse("2024-03-01T11:00:00.000001Z"));
  }

  private static Schema named(Schema.Type type, String name) {
    return SchemaBuilder.type(type).name(name).version(1).build();
  }

  @Test
  void aTimestampThatOverflowsMicrosecondsIsRejected() {
    Schema schema = SchemaBuilder.struct().field("at", Timestamp.SCHEMA).build();
    Struct far = new Struct(schema).put("at", new java.util.Date(Long.MAX_VALUE));
    assertThatThrownBy(() -> file(schema, far))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'/at'")
        .hasMessageContaining("out of range");
  }
}
