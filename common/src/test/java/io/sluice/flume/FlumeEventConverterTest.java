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
package io.sluice.flume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlumeEventConverterTest {
  private static final Schema EVENT =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "AvroFlumeEvent", "fields": [
                {"name": "headers", "type": {"type": "map", "values": "string"}},
                {"name": "body", "type": "bytes"}]}
              """);

  private final FlumeEventConverter converter = converter(Map.of());

  @Test
  void theBodyBecomesTheValueAndHeadersBecomeHeaders() throws IOException {
    RecordHeaders headers = new RecordHeaders();
    headers.add("host", utf8("of Kafka")).add("kept", utf8("yes"));

    SchemaAndValue value =
        converter.toConnectData(
            "t", headers, event(Map.of("host", "web-1", "zone", "ä\ud83d\ude00"), utf8("line")));

    assertThat((byte[]) value.value()).isEqualTo(utf8("line"));
    assertThat(value.schema())
        .isEqualTo(org.apache.kafka.connect.data.Schema.OPTIONAL_BYTES_SCHEMA);
    assertThat(headers.toArray())
        .extracting(Header::key, header -> new String(header.value(), StandardCharsets.UTF_8))
        .containsExactlyInAnyOrder(
            tuple("kept", "yes"), tuple("host", "web-1"), tuple("zone", "ä\ud83d\ude00"));
  }

  @Test
  void theBodyCanBeText() throws IOException {
    SchemaAndValue value =
        converter(Map.of("body.type", "string")).toConnectData("t", event(Map.of(), utf8("zwölf")));

    assertThat(value.value()).isEqualTo("zwölf");
  }

  @Test
  void anEmptyEventIsAnEmptyBody() throws IOException {
    RecordHeaders headers = new RecordHeaders();

    assertThat((byte[]) converter.toConnectData("t", headers, event(Map.of(), utf8(""))).value())
        .isEmpty();
    assertThat(headers.toArray()).isEmpty();
  }

  @Test
  void aTombstoneStaysOne() {
    assertThat(converter.toConnectData("t", new RecordHeaders(), null))
        .isEqualTo(SchemaAndValue.NULL);
  }

  @Test
  void whatIsNoEventIsABadRecord() throws IOException {
    byte[] event = event(Map.of("host", "web-1"), utf8("line"));

    for (int length = 0; length < event.length; length++) {
      byte[] part = Arrays.copyOf(event, length);
      assertThatThrownBy(() -> converter.toConnectData("t", new RecordHeaders(), part))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("not a Flume event");
    }
    assertThatThrownBy(() -> converter.toConnectData("t", Arrays.copyOf(event, event.length + 1)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("bytes follow the body");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"json\": 1}", "10.0.0.7 - - [21/Nov/2026] GET", "\u0000\u00ff\u00ff"})
  void otherRecordsAreBadRecords(String text) {
    RecordHeaders headers = new RecordHeaders();

    assertThatThrownBy(() -> converter.toConnectData("t", headers, utf8(text)))
        .isInstanceOf(DataException.class);
    assertThat(headers.toArray()).isEmpty();
  }

  @Test
  void aNameOrTextThatIsNotUtf8IsABadRecord() throws IOException {
    byte[] latin1 = "zw\u00f6lf".getBytes(StandardCharsets.ISO_8859_1);
    RecordHeaders headers = new RecordHeaders();
    FlumeEventConverter text = converter(Map.of("body.type", "string"));

    byte[] body = event(Map.of("host", "web-1"), latin1);
    assertThatThrownBy(() -> text.toConnectData("t", headers, body))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("body.type=bytes");
    byte[] name = replaced(event(Map.of("zwXlf", "web-1"), utf8("line")), (byte) 0xf6);
    assertThatThrownBy(() -> converter.toConnectData("t", headers, name))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("name of a header is not UTF-8");
    assertThat(headers.toArray()).isEmpty();
  }

  @Test
  void bodiesAndValuesOfHeadersKeepTheirBytes() throws IOException {
    byte[] latin1 = "zw\u00f6lf".getBytes(StandardCharsets.ISO_8859_1);
    RecordHeaders headers = new RecordHeaders();
    byte[] event = replaced(event(Map.of("host", "zwXlf"), latin1), (byte) 0xf6);

    assertThat((byte[]) converter.toConnectData("t", headers, event).value()).isEqualTo(latin1);
    assertThat(headers.lastHeader("host").value()).isEqualTo(latin1);
  }

  /** An event with another byte in the place of X. */
  private static byte[] replaced(byte[] event, byte other) {
    byte[] replaced = event.clone();
    for (int i = 0; i < replaced.length; i++) {
      replaced[i] = replaced[i] == 'X' ? other : replaced[i];
    }
    return replaced;
  }

  @Test
  void aHugeLengthTakesNoMemory() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    encoder.writeMapStart();
    encoder.writeMapEnd();
    encoder.writeLong(Integer.MAX_VALUE - 8);
    encoder.flush();

    assertThatThrownBy(() -> converter.toConnectData("t", bytes.toByteArray()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("beyond its end");
  }

  @Test
  void keysAreRefused() {
    assertThatThrownBy(() -> new FlumeEventConverter().configure(Map.of(), true))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("key.converter");
  }

  @Test
  void anUnknownBodyTypeIsRefused() {
    assertThatThrownBy(() -> converter(Map.of("body.type", "json")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("body.type");
  }

  @Test
  void connectFindsIt() {
    assertThat(ServiceLoader.load(Converter.class).stream().map(ServiceLoader.Provider::type))
        .contains(FlumeEventConverter.class);
  }

  private static FlumeEventConverter converter(Map<String, String> settings) {
    FlumeEventConverter converter = new FlumeEventConverter();
    converter.configure(settings, false);
    return converter;
  }

  private static byte[] event(Map<String, String> headers, byte[] body) throws IOException {
    GenericRecord event = new GenericData.Record(EVENT);
    event.put("headers", headers);
    event.put("body", ByteBuffer.wrap(body));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(EVENT).write(event, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
