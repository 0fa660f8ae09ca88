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
import io.sluice.config.Choices;
import io.sluice.config.CompressionName;
import io.sluice.config.FormatConfig;
import io.sluice.config.FormatConfigs;
import io.sluice.config.FormatName;
import io.sluice.format.encode.RecordEncoder;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AvroFormatTest extends RecordFormatContract {
  @Override
  FormatName format() {
    return FormatName.AVRO;
  }

  @Override
  String extension() {
    return ".avro";
  }

  @Override
  Stream<FormatConfig> configs() {
    return Arrays.stream(AvroCodecName.values()).map(FormatConfigs::avro);
  }

  @Override
  String compression(FormatConfig config) {
    return Choices.name(config.avro().codec());
  }

  @Override
  long tolerance() {
    return 64;
  }

  @Override
  Object valueOfLength(int bytes) {
    // The id, an empty list and two nulls take four bytes; the text has its length before it.
    int text = bytes - 5;
    for (long rest = (2L * text) >>> 7; rest > 0; rest >>>= 7) {
      text--;
    }
    return new Struct(SCHEMA).put("id", 0).put("text", "x".repeat(text)).put("list", List.of());
  }

  @Override
  void assertWithoutRecords(byte[] file) throws IOException {
    assertThat(read(file)).isEmpty();
  }

  @Override
  List<Object> read(byte[] file) throws IOException {
    List<Object> values = new ArrayList<>();
    try (DataFileReader<GenericRecord> reader = reader(file)) {
      for (GenericRecord record : reader) {
        values.add(struct(record));
      }
    }
    return values;
  }

  private static DataFileReader<GenericRecord> reader(byte[] file) throws IOException {
    return new DataFileReader<>(new SeekableByteArrayInput(file), new GenericDatumReader<>());
  }

  private static Struct struct(GenericRecord record) {
    GenericRecord nested = (GenericRecord) record.get("nested");
    ByteBuffer price = (ByteBuffer) record.get("price");
    byte[] unscaled = price == null ? null : new byte[price.remaining()];
    if (price != null) {
      price.get(unscaled);
    }
    return new Struct(SCHEMA)
        .put("id", record.get("id"))
        .put("text", record.get("text").toString())
        .put("list", new ArrayList<>((List<?>) record.get("list")))
        .put(
            "nested",
            nested == null ? null : new Struct(NESTED).put("a", nested.get("a").toString()))
        .put("price", unscaled == null ? null : new BigDecimal(new BigInteger(unscaled), 2));
  }

  @Test
  void theHeaderNamesTopicPartitionCodecAndSchema() throws IOException {
    TestFile file = new TestFile(FormatConfigs.avro(AvroCodecName.DEFLATE));
    file.append(value(1));
    try (DataFileReader<GenericRecord> reader = reader(file.finish())) {
      assertThat(reader.getMetaString("avro.codec")).isEqualTo("deflate");
      assertThat(reader.getMetaString("sluice.topic")).isEqualTo("topic");
      assertThat(reader.getMetaString("sluice.partition")).isEqualTo("0");
      assertThat(reader.getSchema().getFullName()).isEqualTo("com.acme.Value");
    }
  }

  @ParameterizedTest
  @MethodSource("configs")
  void blocksHaveTheSizeThatWasAskedFor(FormatConfig config) throws IOException {
    AvroConfig blocks = new AvroConfig(config.avro().codec(), OptionalInt.empty(), 4096);
    TestFile file = new TestFile(FormatConfigs.avro(blocks));
    for (int i = 0; i < 2_000; i++) {
      file.append(value(i));
    }
    long encoded = file.encoder.encodedBytes();
    int count = 0;
    try (DataFileReader<GenericRecord> reader = reader(file.finish())) {
      for (long end = -1; reader.hasNext(); reader.next()) {
        count += reader.previousSync() == end ? 0 : 1;
        end = reader.previousSync();
      }
    }
    assertThat(count).isBetween((int) (encoded / 4500), (int) (encoded / 4096) + 1);
  }

  @ParameterizedTest
  @MethodSource("configs")
  void everyLevelIsReadBack(FormatConfig config) throws IOException {
    AvroCodecName codec = config.avro().codec();
    for (int level = codec.minLevel(); codec.hasLevels() && level <= codec.maxLevel(); level++) {
      AvroConfig leveled = new AvroConfig(codec, OptionalInt.of(level), 64 * 1024);
      TestFile file = new TestFile(FormatConfigs.avro(leveled));
      file.append(value(level));
      assertThat(read(file.finish())).containsExactly(value(level));
    }
  }

  @Test
  void recordsOfNoBytesAreCounted() throws IOException {
    Schema empty = SchemaBuilder.struct().name("Empty").build();
    Format format = Formats.of(FormatConfigs.avro(AvroCodecName.NULL), 1000);
    RecordingOutput output = new RecordingOutput();
    SinkRecord record = new SinkRecord("topic", 0, null, null, empty, new Struct(empty), 0);
    RecordEncoder encoder =
        format.open(new FileHeader(format.schemas().of(record), "topic", 0), output);
    for (int i = 0; i < 100_000; i++) {
      encoder.append(record);
    }
    assertThat(encoder.bufferedBytes()).isLessThan(1024 * 1024);
    encoder.finish();
    int count = 0;
    try (DataFileReader<GenericRecord> reader = reader(output.toByteArray())) {
      for (; reader.hasNext(); reader.next()) {
        count++;
      }
    }
    assertThat(count).isEqualTo(100_000);
  }

  @Test
  void aRelievedFileHoldsNextToNothing() throws IOException {
    for (AvroCodecName codec : AvroCodecName.values()) {
      TestFile file = new TestFile(FormatConfigs.avro(codec));
      for (int i = 0; i < 10_000; i++) {
        file.append(value(i));
      }
      assertThat(file.encoder.bufferedBytes()).isGreaterThan(64 * 1024);
      file.encoder.flush();
      assertThat(file.encoder.bufferedBytes()).isLessThan(1024);
      file.append(value(10_000));
      assertThat(read(file.finish())).hasSize(10_001);
    }
  }

  @Test
  void theReasonOfARejectionNamesThePlace() throws IOException {
    TestFile file = new TestFile(CompressionName.NONE);
    Struct cut = ((Struct) value(1)).put("nested", new Struct(NESTED).put("a", "cut \uD83D"));
    assertThatThrownBy(() -> file.append(cut))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'/nested/a'")
        .hasMessageContaining("half of a surrogate pair");
    assertThatThrownBy(() -> file.append(new Struct(SCHEMA).put("id", 1)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'/text'")
        .hasMessageContaining("null");
    assertThatThrownBy(() -> file.append(null))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("null.values");
    file.encoder.release();
  }

  @Test
  void aSchemaThatAvroCannotExpressIsRefusedBeforeAFileIsOpened() {
    Format format = Formats.of(FormatConfigs.avro(AvroCodecName.NULL), 1000);
    Schema negative = SchemaBuilder.struct().field("d", Decimal.schema(-2)).build();
    assertThatThrownBy(
            () ->
                format
                    .schemas()
                    .of(new SinkRecord("t", 0, null, null, negative, new Struct(negative), 0)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("scale");
  }

  @Test
  void aPendingFileWithoutItsSchemaIsRefused() {
    Format format = Formats.of(FormatConfigs.avro(AvroCodecName.NULL), 1000);
    assertThatThrownBy(() -> format.schema(null)).isInstanceOf(ConnectException.class);
    assertThatThrownBy(() -> format.schema("abc"))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("newer");
    FormatConfig today = FormatConfigs.avro(AvroCodecName.NULL);
    assertThatThrownBy(() -> Formats.named("avro", "gzip", today))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("codec 'gzip'");
  }

  @Test
  void aSchemaOfTheLedgerOpensTheSameFile() throws IOException {
    Format format = Formats.of(FormatConfigs.avro(AvroCodecName.SNAPPY), 100_000);
    SinkRecord record = new SinkRecord("topic", 3, null, null, SCHEMA, value(1), 0);
    String text = format.schemas().of(record).text();
    Format named = Formats.named("avro", "snappy", FormatConfigs.avro(AvroCodecName.NULL));
    RecordingOutput output = new RecordingOutput();
    RecordEncoder encoder = named.open(new FileHeader(named.schema(text), "topic", 3), output);
    encoder.append(record);
    encoder.finish();
    try (DataFileReader<GenericRecord> reader = reader(output.toByteArray())) {
      assertThat(reader.getMetaString("avro.codec")).isEqualTo("snappy");
      assertThat(reader.getMetaString("sluice.partition")).isEqualTo("3");
      assertThat(struct(reader.next())).isEqualTo(value(1));
    }
  }
}
