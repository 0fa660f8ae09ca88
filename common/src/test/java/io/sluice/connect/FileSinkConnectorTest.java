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
package io.sluice.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.avro.RawAvroConverter;
import io.sluice.storage.MemoryStorage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

/** The answer of a connector to Connect's validation. */
class FileSinkConnectorTest {
  private final FileSinkConnector connector =
      new FileSinkConnector(
          TestStorageProvider.on(new MemoryStorage(true)),
          FileSinkTask.class,
          new TestTopics()::client) {};

  @Test
  void aConnectorWithAClientIsAccepted() {
    assertThat(errors("kafka.bootstrap.servers", "broker:9092")).isEmpty();
  }

  @Test
  void promisesThatOnlyKafkaCanKeepAreRefusedOnTheirKeys() {
    assertThat(errors())
        .containsOnlyKeys("on.offset.gap", "on.topic.reset")
        .allSatisfy(
            (key, messages) ->
                assertThat(messages)
                    .singleElement()
                    .asString()
                    .startsWith(key + "=fail requires kafka.bootstrap.servers"));
    assertThat(errors("on.offset.gap", "skip", "on.topic.reset", "restart")).isEmpty();
  }

  @Test
  void aBadAddressOfKafkaIsOneError() {
    assertThat(errors("kafka.bootstrap.servers", "broker"))
        .containsOnlyKeys("kafka.bootstrap.servers");
  }

  @Test
  void aBadNumberAndAMissingOneAreOneErrorEach() {
    Map<String, List<String>> errors =
        errors("kafka.bootstrap.servers", "broker:9092", "roll.interval.ms", "soon");
    assertThat(errors).containsOnlyKeys("roll.interval.ms");
    assertThat(errors.get("roll.interval.ms"))
        .singleElement()
        .asString()
        .contains("soon", "Not a number", "from 0 to 365 days (31536000000)");
  }

  @Test
  void anErrorOfASettingThatTheUserNamedIsOnItsKey() {
    Map<String, List<String>> errors =
        errors(
            "kafka.bootstrap.servers",
            "broker:9092",
            "kafka.security.protocol",
            "SSSL",
            "kafka.sasl.jaas.config",
            "open-sesame",
            "kafka.request.timeout.ms",
            "soon");
    assertThat(errors)
        .containsOnlyKeys("kafka.security.protocol", "kafka.request.timeout.ms")
        .allSatisfy(
            (key, messages) -> assertThat(messages).singleElement().asString().startsWith(key));
    assertThat(errors.get("kafka.security.protocol").get(0)).contains("SSSL", "SASL_SSL");
  }

  @Test
  void aNumberThatNeedNotBeSetMayBeEmpty() {
    String client = "kafka.bootstrap.servers";
    assertThat(
            errors(client, "broker:9092", "compression.level", "", "parquet.row.group.bytes", ""))
        .isEmpty();
    assertThat(errors(client, "broker:9092", "roll.bytes", "")).containsOnlyKeys("roll.bytes");
  }

  /** Connect shows a recommended value beside a value without errors. */
  @Test
  void aKeyThatLooksLikeATypingErrorIsAnsweredWithTheKeyThatIsMeant() {
    assertThat(validate("kafka.bootstrap.servers", "broker:9092", "roll.byte", "1000"))
        .filteredOn(value -> value.name().equals("roll.byte"))
        .singleElement()
        .satisfies(
            value -> {
              assertThat(value.recommendedValues()).containsExactly("roll.bytes");
              assertThat(value.errorMessages()).isEmpty();
              assertThat(value.value()).isNull();
            });
    assertThat(validate("kafka.bootstrap.servers", "broker:9092", "other.key", "1000"))
        .noneMatch(value -> value.name().equals("other.key"));
  }

  @Test
  void settingsMustFitAConverterThatDoesNotDecode() {
    String client = "kafka.bootstrap.servers";
    String converter = RawAvroConverter.class.getName();

    assertThat(errors(client, "broker:9092", "value.converter", converter, "format", "avro"))
        .isEmpty();
    assertThat(errors(client, "broker:9092", "value.converter", "RawAvroConverter").get("format"))
        .singleElement()
        .asString()
        .contains("format=json needs decoded values; set format=avro");
    Map<String, List<String>> errors =
        errors(
            client,
            "broker:9092",
            "value.converter",
            converter,
            "format",
            "avro",
            "record.fields",
            "value,offset",
            "schema.evolution",
            "backward");
    assertThat(errors).containsOnlyKeys("record.fields", "schema.evolution");
    assertThat(errors.get("record.fields").get(0)).contains("must be value");
    assertThat(
            errors(
                client,
                "broker:9092",
                "value.converter",
                converter,
                "format",
                "avro",
                "column.names",
                "safe",
                "drop.path.fields",
                "true"))
        .containsOnlyKeys("column.names", "drop.path.fields");
    assertThat(errors.get("schema.evolution").get(0)).contains("must be roll");
  }

  @Test
  void aGivenSchemaThatCannotBeUsedIsReportedOnItsKey() {
    String client = "kafka.bootstrap.servers";
    assertThat(
            errors(client, "broker:9092", "format", "avro", "schema.text", "{").get("schema.text"))
        .singleElement()
        .asString()
        .contains("schema.text is not JSON");
    assertThat(
            errors(client, "broker:9092", "format", "avro", "schema.file", "/no/such/file")
                .get("schema.file"))
        .singleElement()
        .asString()
        .contains("schema.file=/no/such/file cannot be read on this worker");
    String text = "{\"type\": \"record\", \"name\": \"R\", \"fields\": []}";
    assertThat(errors(client, "broker:9092", "format", "parquet", "schema.text", text))
        .containsOnlyKeys("schema.text")
        .allSatisfy(
            (key, messages) ->
                assertThat(messages)
                    .singleElement()
                    .asString()
                    .contains("schema.text cannot be written with format=parquet"));
  }

  /** The messages by key, where there are any. */
  private Map<String, List<String>> errors(String... settings) {
    Map<String, List<String>> errors = new TreeMap<>();
    for (ConfigValue value : validate(settings)) {
      if (!value.errorMessages().isEmpty()) {
        errors.put(value.name(), value.errorMessages());
      }
    }
    return errors;
  }

  private List<ConfigValue> validate(String... settings) {
    Map<String, String> properties = new HashMap<>(Map.of("name", "connector", "topics", "t"));
    for (int i = 0; i < settings.length; i += 2) {
      properties.put(settings[i], settings[i + 1]);
    }
    return connector.validate(properties).configValues();
  }
}
