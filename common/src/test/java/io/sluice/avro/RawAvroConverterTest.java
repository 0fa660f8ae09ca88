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
package io.sluice.avro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawAvroConverterTest {
  private static final Schema TEXT = Schema.create(Schema.Type.STRING);
  private static final byte[] DATUM = Datums.encode(TEXT, "grün");

  private ScriptedRegistry registry;

  @BeforeEach
  void start() throws IOException {
    registry = new ScriptedRegistry();
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  private RawAvroConverter converter(String... settings) {
    Map<String, String> all = new HashMap<>(Map.of("registry.url", registry.url()));
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    RawAvroConverter converter = new RawAvroConverter();
    converter.configure(all, false);
    return converter;
  }

  private static byte[] message(int idBytes, long id) {
    ByteBuffer message = ByteBuffer.allocate(1 + idBytes + DATUM.length).put((byte) 0);
    if (idBytes == Integer.BYTES) {
      message.putInt((int) id);
    } else {
      message.putLong(id);
    }
    return message.put(DATUM).array();
  }

  private static byte[] number(long id) {
    return ByteBuffer.allocate(Long.BYTES).putLong(id).array();
  }

  private static void assertIsDatum(SchemaAndValue value) {
    assertThat(value.value()).isEqualTo(ByteBuffer.wrap(DATUM));
    assertThat(RawAvro.describes(value.schema())).isTrue();
    assertThat(RawAvro.writerSchema(value.schema())).isEqualTo(TEXT);
  }

  @Test
  void theDatumFollowsAMagicByteAndFourBytesAndItsSchemaIsRequestedOnce() {
    registry.answer("/schemas/ids/7", 200, confluent("{'type': 'string'}"));
    RawAvroConverter converter = converter("registry.url", registry.url() + "/");

    assertIsDatum(converter.toConnectData("t", message(4, 7)));
    assertIsDatum(converter.toConnectData("t", new RecordHeaders(), message(4, 7)));
    assertThat(registry.requests()).containsExactly("/schemas/ids/7");
    assertThat(registry.authorizations()).containsExactly("null");
  }

  @ParameterizedTest
  @CsvSource({
    "auto, global,  8, /ids/globalIds/5000000000?dereference=true, 5000000000",
    "4,    global,  4, /ids/globalIds/7?dereference=true,          7",
    "8,    content, 8, /ids/contentIds/7,                          7"
  })
  void apicurioHasOtherNumbers(String length, String kind, int bytes, String uri, long id) {
    registry.answer(uri, 200, "'string'");
    RawAvroConverter converter =
        converter("registry.api", "apicurio", "id.bytes", length, "id.kind", kind);

    assertIsDatum(converter.toConnectData("t", new RecordHeaders(), message(bytes, id)));
  }

  @ParameterizedTest
  @CsvSource({
    "apicurio.value.globalId,  /ids/globalIds/7?dereference=true",
    "apicurio.value.contentId, /ids/contentIds/7"
  })
  void theNumberMayBeInAHeader(String header, String uri) {
    registry.answer(uri, 200, "'string'");
    RecordHeaders headers = new RecordHeaders();
    headers.add(header, number(7)).add("apicurio.value.encoding", utf8("BINARY"));

    assertIsDatum(converter("registry.api", "apicurio").toConnectData("t", headers, DATUM));

    headers.add("apicurio.value.encoding", utf8("JSON"));
    assertThatThrownBy(
            () -> converter("registry.api", "apicurio").toConnectData("t", headers, DATUM))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("encoding JSON")
        .hasMessageContaining("apicurio.registry.avro.encoding=BINARY");
  }

  @Test
  void schemasThatASchemaRefersToAreRequestedToo() {
    registry.answer(
        "/schemas/ids/1",
        200,
        confluent("{'type': 'array', 'items': 'a.B'}")
            .replaceFirst(
                "}$",
                """
                , 'references': [
                  {'name': 'a.B', 'subject': 'b value', 'version': 3},
                  {'name': 'a.B', 'subject': 'b value', 'version': 3}]}
                """));
    registry.answer(
        "/subjects/b%20value/versions/3",
        200, confluent("{'type': 'fixed', 'name': 'a.B', 'size': 1}"));

    SchemaAndValue value = converter().toConnectData("t", message(4, 1));

    assertThat(RawAvro.writerSchema(value.schema()).getElementType().getFullName())
        .isEqualTo("a.B");
  }

  @Test
  void equalSchemasOfTwoNumbersHaveOneSchemaAndOthersHaveOtherNames() {
    registry.answer("/schemas/ids/1", 200, confluent("{'type': 'string'}"));
    registry.answer("/schemas/ids/2", 200, confluent("'string'"));
    registry.answer("/schemas/ids/3", 200, confluent("'int'"));
    RawAvroConverter converter = converter();

    SchemaAndValue one = converter.toConnectData("t", message(4, 1));
    assertThat(converter.toConnectData("t", message(4, 2)).schema()).isEqualTo(one.schema());
    assertThat(converter.toConnectData("t", message(4, 3)).schema().name())
        .isNotEqualTo(one.schema().name());
    assertThat(converter.toConnectData("t", message(4, 1)).schema()).isSameAs(one.schema());
    assertThat(registry.requests()).hasSize(3);
  }

  @Test
  void basicAuthenticationIsSent() {
    registry.answer("/schemas/ids/7", 200, confluent("{'type': 'string'}"));

    converter("registry.user", "me", "registry.password", "secret")
        .toConnectData("t", message(4, 7));

    assertThat(registry.authorizations()).containsExactly("Basic bWU6c2VjcmV0");
  }

  @Test
  void aTombstoneStaysOne() {
    assertThat(converter().toConnectData("t", new RecordHeaders(), null))
        .isEqualTo(SchemaAndValue.NULL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''      | its value has 0 bytes, and",
        "'{a: 1}' | its value has 6 bytes and begins with 0x7b, and"
      })
  void whatHasNoNumberIsABadRecord(String value, String found) {
    assertThatThrownBy(() -> converter().toConnectData("t", utf8(value)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("A record of t has no schema number: " + found)
        .hasMessageContaining("4 bytes of the number first")
        .hasMessageContaining("set value.converter to");
  }

  @Test
  void aNumberThatTheRegistryDoesNotHaveIsABadRecord() {
    assertThatThrownBy(() -> converter().toConnectData("t", message(4, 7)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has no schema at " + registry.url() + "/schemas/ids/7")
        .hasMessageContaining("check registry.url");
  }

  @Test
  void schemasThatAreNotOfAvroAreBadRecords() {
    registry.answer("/schemas/ids/1", 200, "{'schemaType': 'PROTOBUF', 'schema': 'message A {}'}");
    registry.answer("/schemas/ids/2", 200, "<html>");
    registry.answer("/schemas/ids/3", 200, confluent("'bytes'"));
    RawAvroConverter converter = converter();

    assertThatThrownBy(() -> converter.toConnectData("t", message(4, 1)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("is not a schema of Avro (its type is PROTOBUF)");
    assertThatThrownBy(() -> converter.toConnectData("t", message(4, 2)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("registry.api and registry.url must fit");
    assertThatThrownBy(() -> converter.toConnectData("t", message(4, 3)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("is bytes");
  }

  @Test
  void whileTheRegistryRefusesOrIsAwayARecordCanBeTriedAgain() {
    registry.answer("/schemas/ids/7", 401, "{}");
    RawAvroConverter converter = converter();
    assertThatThrownBy(() -> converter.toConnectData("t", message(4, 7)))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("answers 401 to")
        .hasMessageContaining("registry.password");

    registry.answer("/schemas/ids/7", 200, confluent("{'type': 'string'}"));
    assertIsDatum(converter.toConnectData("t", message(4, 7)));

    registry.close();
    assertIsDatum(converter.toConnectData("t", message(4, 7)));
    assertThatThrownBy(() -> converter.toConnectData("t", message(4, 8)))
        .isInstanceOf(RetriableException.class)
        .hasMessageContaining("does not answer at")
        .hasMessageContaining("errors.retry.timeout");
  }

  @Test
  void settingsAreChecked() {
    assertThatThrownBy(() -> new RawAvroConverter().configure(Map.of(), false))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("registry.url");
    assertThatThrownBy(() -> converter("registry.url", "registry:8081"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("must begin with http:// or https:// and a host");
    assertThatThrownBy(() -> converter("id.bytes", "5"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("must be one of auto, 4, 8");
    assertThatThrownBy(() -> converter("registry.api", "glue"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("must be one of confluent, apicurio");
    assertThatThrownBy(() -> new RawAvroConverter().configure(Map.of(), true))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("key.converter");
    assertThatThrownBy(() -> converter().fromConnectData("t", null, null))
        .isInstanceOf(DataException.class);
  }

  @Test
  void theExampleHasSettingsOfTheConverter() throws IOException {
    String example = Files.readString(Path.of("..", "config-examples", "hdfs-raw-avro.json"));
    Map<String, String> settings = new HashMap<>();
    Matcher setting =
        Pattern.compile("\"value\\.converter\\.([\\w.]+)\": \"(.*?)\"").matcher(example);
    while (setting.find()) {
      settings.put(setting.group(1), setting.group(2));
    }

    assertThat(settings).hasSize(2);
    assertThat(new RawAvroConverter().config().names()).containsAll(settings.keySet());
    assertThat(RawAvroConfig.from(settings).url()).isEqualTo("http://registry.example.com:8081");
  }

  /** An answer of Confluent's registry. */
  private static String confluent(String schema) {
    return "{'schema': '%s'}".formatted(schema.replace("'", "\\\""));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
