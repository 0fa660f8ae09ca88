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

import io.sluice.config.AvroCodecName;
import io.sluice.config.AvroConfig;
import io.sluice.config.Choices;
import io.sluice.config.FormatConfig;
import io.sluice.config.FormatConfigs;
import io.sluice.config.FormatName;
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
    return Choices.name(((AvroConfig) config.settings()).codec());
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
    return SampleRows.rowWithText(text);
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

  @Override
  Description describe(byte[] file) throws IOException {
    try (DataFileReader<GenericRecord> reader = reader(file)) {
      return new Description(
          reader.getMetaString("avro.codec"),
          reader.getMetaString("sluice.topic"),
          reader.getMetaString("sluice.partition"),
          reader.getSchema().getFullName());
    }
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

  @ParameterizedTest
  @MethodSource("configs")
  void blocksHaveTheSizeThatWasAskedFor(FormatConfig config) throws IOException {
    AvroConfig blocks =
        new AvroConfig(((AvroConfig) config.settings()).codec(), OptionalInt.empty(), 4096);
    TestFile file = newFile(FormatConfigs.avro(blocks));
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
    AvroCodecName codec = ((AvroConfig) config.settings()).codec();
    for (int level = codec.levels().min();
        codec.levels().exists() && level <= codec.levels().max();
        level++) {
      AvroConfig leveled = new AvroConfig(codec, OptionalInt.of(level), 64 * 1024);
      TestFile file = newFile(FormatConfigs.avro(leveled));
      file.append(value(level));
      assertThat(read(file.finish())).containsExactly(value(level));
    }
  }

  @Test
  void aFlushedFileHoldsNextToNothing() throws IOException {
    for (AvroCodecName codec : AvroCodecName.values()) {
      TestFile file = newFile(FormatConfigs.avro(codec));
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
  void recordsOfNoBytesAreCounted() throws IOException {
    Schema empty = SchemaBuilder.struct().name("Empty").build();
    Struct none = new Struct(empty);
    TestFile file = TestFile.of(FormatConfigs.avro(AvroCodecName.NULL), empty, none);
    for (int i = 0; i < 100_000; i++) {
      file.append(none);
    }
    assertThat(file.encoder.bufferedBytes()).isLessThan(1024 * 1024);
    int count = 0;
    try (DataFileReader<GenericRecord> reader = reader(file.finish())) {
      for (; reader.hasNext(); reader.next()) {
        count++;
      }
    }
    assertThat(count).isEqualTo(100_000);
  }

  @Test
  void aSchemaThatAvroCannotExpressIsRefusedBeforeAFileIsOpened() {
    assertRefused(SchemaBuilder.struct().field("d", Decimal.schema(-2000)).build(), "scale");
  }

  @Test
  void aPendingFileOfAnUnknownCodecIsRefused() {
    assertUnknownCompression("gzip", "codec 'gzip'");
  }
}
