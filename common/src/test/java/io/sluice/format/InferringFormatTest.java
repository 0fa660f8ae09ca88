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
import io.sluice.config.AvroConfig;
import io.sluice.config.FormatConfig;
import io.sluice.config.FormatConfigs;
import io.sluice.config.FormatName;
import io.sluice.config.SchemaConfig;
import io.sluice.format.encode.RecordEncoder;
import io.sluice.format.schema.FileSchema;
import io.sluice.format.schema.FileSchemas;
import io.sluice.it.read.DuckDb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class InferringFormatTest {
  private static final FormatConfig CONFIG = inferring("null");
  private static final Schema PRICE =
      SchemaBuilder.struct().name("Price").field("p", Decimal.schema(2)).build();

  private final Format format = Formats.of(CONFIG, 10_000);
  private final FileEncoders encoders = format.encoders();
  private final FileSchemas schemas = format.schemas();

  private static FormatConfig inferring(String codec) {
    return FormatConfigs.of(
        FormatName.AVRO, SchemaConfig.SCHEMA_INFERENCE, "true", AvroConfig.AVRO_CODEC, codec);
  }

  private static SinkRecord record(Object value) {
    return new SinkRecord("topic", 3, null, null, null, value, 0);
  }

  /** A file without a schema at first, written as a writer does. */
  private final class InferredFile {
    final ByteArrayOutputStream output = new ByteArrayOutputStream();
    final FileSchema schema;
    final RecordEncoder encoder;

    InferredFile(Object first) throws IOException {
      schema = schemas.of(record(first));
      encoder = encoders.open(new FileHeader(schema, "topic", 3), output);
      append(first);
    }

    void append(Object value) throws IOException {
      assertThat(schemas.of(record(value))).isSameAs(schema);
      encoder.append(record(value));
    }

    List<GenericRecord> finish() throws IOException {
      schema.fix();
      encoder.finish();
      assertThat(encoder.size()).isEqualTo(output.size());
      encoder.release();
      return read();
    }

    List<GenericRecord> read() throws IOException {
      List<GenericRecord> records = new ArrayList<>();
      try (DataFileReader<GenericRecord> reader = reader()) {
        reader.forEach(records::add);
        assertThat(reader.getMetaString("sluice.partition")).isEqualTo("3");
      }
      return records;
    }

    private DataFileReader<GenericRecord> reader() throws IOException {
      return new DataFileReader<>(
          new SeekableByteArrayInput(output.toByteArray()), new GenericDatumReader<>());
    }
  }

  @Test
  void theFirstRecordsAreHeldAndGetTheSchemaOfAllOfThem() throws IOException {
    InferredFile file = new InferredFile(Map.of("id", 1L));
    file.append(Map.of("id", 1.5, "text", "größe"));
    file.append(Map.of("list", List.of(Map.of("a", true))));
    assertThat(file.output.size()).isZero();

    List<GenericRecord> records = file.finish();

    assertThat(records).hasSize(3);
    assertThat(records.get(0).get("id")).isEqualTo(1.0);
    assertThat(records.get(0).get("text")).isNull();
    assertThat(records.get(1).get("text")).hasToString("größe");
    assertThat(records.get(2).get("list")).hasToString("[{\"a\": true}]");
  }

  @Test
  void aThousandRecordsAreHeldAtMost() throws IOException {
    InferredFile file = new InferredFile(Map.of("id", 0L));
    for (long id = 1; id < 999; id++) {
      file.append(Map.of("id", id));
    }
    file.append(Map.of("late", true));
    // The draft was fixed by the last one.
    assertThat(schemas.of(record(Map.of("later", 1L)))).isNotSameAs(file.schema);
    file.encoder.append(record(Map.of("id", 1000L)));
    List<GenericRecord> records = file.finish();
    assertThat(records).hasSize(1001);
    assertThat(records.get(999).get("late")).isEqualTo(true);
    for (int id : List.of(0, 1, 998, 1000)) {
      assertThat(records.get(id).get("id")).isEqualTo((long) id);
    }
  }

  @Test
  void whatIsHeldIsCountedUntilItIsWritten() throws IOException {
    InferredFile file = new InferredFile(Map.of("text", "x".repeat(1000)));
    long size = 0;
    for (int i = 1; i < 64; i++) {
      file.append(Map.of("text", "x".repeat(1000)));
      assertThat(file.encoder.bufferedBytes()).isBetween(1000L * i, 1500L * (i + 1));
      assertThat(file.encoder.encodedBytes()).isEqualTo(1004L * (i + 1));
      assertThat(file.encoder.size()).isGreaterThan(size);
      size = file.encoder.size();
    }
    assertThat(file.output.size()).isZero();
    for (int i = 64; i < 70; i++) {
      file.append(Map.of("text", "x".repeat(1000)));
    }
    assertThat(file.output.size()).isGreaterThan(60_000);
    assertThat(file.encoder.size()).isGreaterThanOrEqualTo(size);
    file.encoder.flush();
    assertThat(file.encoder.bufferedBytes()).isLessThan(1024);
    assertThat(file.finish()).hasSize(70);
  }

  @Test
  void aFlushedFileHoldsNothing() throws IOException {
    InferredFile file = new InferredFile(Map.of("text", "x".repeat(1000)));
    file.encoder.flush();
    assertThat(file.encoder.bufferedBytes()).isLessThan(1024);
    assertThat(file.output.size()).isGreaterThan(1000);
    file.append(Map.of("text", "y"));
    assertThat(file.finish()).hasSize(2);
  }

  @Test
  void aReleasedFileHoldsNothingAndWasNotWritten() throws IOException {
    InferredFile file = new InferredFile(Map.of("text", "x".repeat(1000)));
    file.encoder.release();
    assertThat(file.encoder.bufferedBytes()).isZero();
    assertThat(file.output.size()).isZero();
  }

  @Test
  void filesOfOneDraftAreWrittenWithOneSchema() throws IOException {
    InferredFile one = new InferredFile(Map.of("a", 1L));
    InferredFile other = new InferredFile(Map.of("b", "x"));
    assertThat(other.schema).isSameAs(one.schema);
    assertThat(one.finish().get(0).getSchema()).hasToString(other.finish().get(0).getSchema() + "");
    InferredFile later = new InferredFile(Map.of("a", 2L));
    assertThat(later.schema).isSameAs(one.schema);
    later.encoder.flush();
    assertThat(later.finish()).hasToString("[{\"a\": 2, \"b\": null}]");
  }

  @Test
  void aFileIsNotCompletedBeforeItsSchemaIsFixed() throws IOException {
    InferredFile file = new InferredFile(Map.of("a", 1L));
    assertThatThrownBy(file.encoder::finish).isInstanceOf(IllegalStateException.class);
    assertThat(file.output.size()).isZero();
    file.encoder.release();
  }

  /** The thread that seals must not use what files share while the writer writes them. */
  @Test
  void aHeldFileIsCompletedWhileTheWriterGoesOn() throws Exception {
    List<InferredFile> complete = new ArrayList<>();
    for (int file = 0; file < 20; file++) {
      InferredFile held = new InferredFile(Map.of("text", "h".repeat(100), "id", -1L));
      for (int i = 1; i < 500; i++) {
        held.append(Map.of("text", "h".repeat(100), "id", -1L));
      }
      complete.add(held);
    }
    InferredFile open = new InferredFile(Map.of("text", "w".repeat(10), "id", 1L));
    open.encoder.flush();
    FutureTask<List<GenericRecord>> sealing =
        new FutureTask<>(
            () -> {
              List<GenericRecord> records = new ArrayList<>();
              for (InferredFile file : complete) {
                records.addAll(file.finish());
              }
              return records;
            });
    new Thread(sealing, "sealing").start();
    int written = 1;
    while (!sealing.isDone()) {
      open.append(Map.of("text", "w".repeat(10), "id", 1L));
      written++;
    }
    assertThat(sealing.get())
        .hasSize(10_000)
        .allMatch(each -> each.get("text").toString().equals("h".repeat(100)));
    List<GenericRecord> records = open.finish();
    assertThat(records).hasSize(written);
    assertThat(records).allMatch(each -> each.get("text").toString().equals("w".repeat(10)));
  }

  /** The encoder of the format reports why it rejects a value with a schema. */
  @Test
  void recordsWithStructsInsideAreNotHeld() throws IOException {
    Struct price = new Struct(PRICE).put("p", new BigDecimal("1.00"));
    InferredFile file = new InferredFile(Map.of("a", 1L));
    file.append(Map.of("price", price));
    Struct tooFine = new Struct(PRICE).put("p", new BigDecimal("0.001"));
    assertThatThrownBy(() -> schemas.of(record(Map.of("x", 1L, "price", tooFine))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'/price/p'");
    assertThatThrownBy(() -> file.append(Map.of("price", tooFine)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'/price/p'")
        .hasMessageContaining("digits after the point");
    file.append(Map.of("price", price, "a", 2L));
    List<GenericRecord> records = file.finish();
    assertThat(records).extracting(each -> each.get("a")).containsExactly(1L, null, 2L);
    assertThat(records.get(0).getSchema().getField("x")).isNull();
  }

  @Test
  void valuesWithASchemaAreWrittenAsWithoutInference() throws IOException {
    Schema schema = SchemaBuilder.struct().field("id", Schema.INT32_SCHEMA).build();
    Struct one = new Struct(schema).put("id", 1);
    Format plain = Formats.of(FormatConfigs.avro(AvroCodecName.NULL), 10_000);
    assertThat(write(format, schema, one)).isEqualTo(write(plain, schema, one));

    Schema text = SchemaBuilder.struct().field("text", Schema.STRING_SCHEMA).build();
    Struct tooLong = new Struct(text).put("text", "x".repeat(10_000));
    assertThatThrownBy(() -> write(format, text, tooLong))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("record.max.bytes=10000");
  }

  /** A file as text, without the marker that differs each time. */
  private static String write(Format format, Schema schema, Object value) throws IOException {
    TestFile file = TestFile.of(format, schema, value);
    file.append(value);
    byte[] bytes = file.finish();
    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(new SeekableByteArrayInput(bytes), new GenericDatumReader<>())) {
      return bytes.length + " " + reader.getSchema() + " " + reader.next();
    }
  }

  @Test
  void parquetHoldsWhatIsInferredToo() throws IOException {
    Format parquet =
        Formats.of(
            FormatConfigs.of(FormatName.PARQUET, SchemaConfig.SCHEMA_INFERENCE, "true"), 10_000);
    FileSchemas inferred = parquet.schemas();
    List<Map<String, Object>> values =
        List.of(
            Map.of("id", 1L, "empty", Map.of(), "list", List.of()),
            Map.of("id", 0.5, "text", "größe", "list", List.of(1L, 2L)),
            Map.of("nested", Map.of("flag", true)));
    FileSchema schema = inferred.of(record(values.get(0)));
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    RecordEncoder encoder = parquet.encoders().open(new FileHeader(schema, "topic", 3), output);
    for (Map<String, Object> value : values) {
      assertThat(inferred.of(record(value))).isSameAs(schema);
      encoder.append(record(value));
    }
    schema.fix();
    encoder.finish();
    encoder.release();

    List<Map<String, Object>> rows = DuckDb.readParquet(output.toByteArray());
    assertThat(rows).extracting(row -> row.get("id")).containsExactly(1.0, 0.5, null);
    assertThat(rows).extracting(row -> row.get("text")).containsExactly(null, "größe", null);
    assertThat(rows.get(0)).containsKey("nested").doesNotContainKey("empty");
    assertThat(rows.get(1).get("list")).isEqualTo(List.of(1L, 2L));
    assertThat(rows.get(2).get("nested")).isEqualTo(Map.of("flag", true));
  }

  @Test
  void theLedgerSeesTheNamesOfTheFormat() {
    Format plain = Formats.of(FormatConfigs.avro(AvroCodecName.SNAPPY), 10_000);
    Format inferring = Formats.of(inferring("snappy"), 10_000);
    assertThat(inferring.name()).isEqualTo(plain.name());
    assertThat(inferring.compression()).isEqualTo(plain.compression());
    assertThat(inferring.extension()).isEqualTo(plain.extension());
  }
}
