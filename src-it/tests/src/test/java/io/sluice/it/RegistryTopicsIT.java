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
package io.sluice.it;

import static io.sluice.it.RegistryFiles.avro;
import static io.sluice.it.RegistryFiles.rows;
import static io.sluice.it.RegistryFiles.text;
import static io.sluice.it.RegistryFiles.texts;
import static io.sluice.it.RegistryOrders.FIRST;
import static io.sluice.it.RegistryOrders.SECOND;
import static io.sluice.it.RegistryOrders.datum;
import static io.sluice.it.RegistryOrders.message;
import static io.sluice.it.RegistryOrders.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.avro.RawAvroConverter;
import io.sluice.it.RegistryOrders.Wire;
import io.sluice.it.connect.ConnectClient;
import io.sluice.it.read.DuckDb;
import io.sluice.it.registry.RegistryServer;
import io.sluice.it.server.StorageKind;
import io.sluice.it.server.WorkerProcess;
import io.sluice.it.verify.LocalOutput;
import io.sluice.it.verify.Output;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Topics whose schemas are in a registry, with the registry's own converters in a plugin of the
 * worker. A field is added to each schema half-way.
 */
@ExtendWith(SharedBench.class)
class RegistryTopicsIT {
  private static final String AVRO_CONVERTER = "io.apicurio.registry.utils.converter.AvroConverter";
  private static final String JSON_CONVERTER =
      "io.apicurio.registry.utils.converter.ExtJsonConverter";
  private static final int HALF = 100;

  @TempDir private static Path directory;

  private static RegistryServer registry;
  private static WorkerProcess worker;
  private static Bench bench;

  @BeforeAll
  static void start(Bench shared) throws IOException {
    bench = shared;
    registry = RegistryServer.start();
    worker = bench.registryWorker();
  }

  @AfterAll
  static void stop() {
    worker.close();
    registry.close();
  }

  /** Creates a topic of orders of both schemas. */
  private static void orders(String topic, Wire wire) throws Exception {
    int first = registry.add(topic + "-value", "AVRO", FIRST.toString());
    int second = registry.add(topic + "-value", "AVRO", SECOND.toString());
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int id = 0; id < HALF; id++) {
      records.add(message(topic, wire, first, datum(order(FIRST, id))));
    }
    for (int id = HALF; id < 2 * HALF; id++) {
      records.add(message(topic, wire, second, datum(order(SECOND, id))));
    }
    send(topic, records);
  }

  private static void send(String topic, List<ProducerRecord<byte[], byte[]>> records)
      throws Exception {
    bench.topics().create(topic, 1);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", bench.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (ProducerRecord<byte[], byte[]> record : records) {
        // The connector is awaited, and closing the producer sends all.
        Future<RecordMetadata> unused = producer.send(record);
      }
    }
  }

  /** Runs a connector until it has committed everything; gives its files. */
  private static List<byte[]> files(String name, String topic, Map<String, String> settings)
      throws Exception {
    Path output = directory.resolve(name);
    Map<String, String> config = new HashMap<>();
    config.put("connector.class", StorageKind.hdfs.connectorClass());
    config.put("tasks.max", "1");
    config.put("topics", topic);
    config.put("hdfs.url", "file:///");
    config.put("output.dir", output.toString());
    config.put("kafka.bootstrap.servers", bench.bootstrapServers());
    config.put("roll.idle.ms", "500");
    config.putAll(settings);
    ConnectClient client = worker.client();
    client.create(name, config);
    Await.until(
        name + " has no lag",
        Pipe.LIMIT,
        () -> {
          String failure = client.status(name).failure();
          if (!failure.isEmpty()) {
            throw new Await.Hopeless(failure);
          }
          return bench.topics().lag(name, List.of(topic)) == 0;
        });
    client.delete(name);
    List<byte[]> files = new ArrayList<>();
    LocalOutput published = new LocalOutput(output);
    for (Output.File file : published.files()) {
      try (InputStream input = published.open(file)) {
        files.add(input.readAllBytes());
      }
    }
    return files;
  }

  private static Map<String, String> settings(String format, String converter, String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("format", format);
    settings.put("value.converter", converter);
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  /** Apicurio's converter, for schema numbers of a wire format. */
  private static Map<String, String> decoding(String format, Wire wire) {
    return settings(
        format,
        AVRO_CONVERTER,
        "value.converter.apicurio.registry.url",
        registry.apicurioUrl(),
        "value.converter.apicurio.registry.as-confluent",
        String.valueOf(wire == Wire.FOUR_BYTES));
  }

  private static List<String> sent(Schema schema, int from) {
    return Stream.iterate(from, id -> id + 1)
        .limit(HALF)
        .map(id -> order(schema, id).toString())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"EIGHT_BYTES", "FOUR_BYTES", "HEADER"})
  void theProducersSchemasReadAvroFilesOfDecodedAndOfUndecodedRecords(Wire wire) throws Exception {
    String topic = "avro-" + wire.name().toLowerCase(Locale.ROOT).replace('_', '-');
    orders(topic, wire);
    List<byte[]> decoded = files(topic + "-decoded", topic, decoding("avro", wire));
    List<byte[]> raw =
        files(
            topic + "-raw",
            topic,
            settings(
                "avro",
                RawAvroConverter.class.getName(),
                "value.converter.registry.url",
                wire == Wire.FOUR_BYTES ? registry.confluentUrl() : registry.apicurioUrl(),
                "value.converter.registry.api",
                wire == Wire.FOUR_BYTES ? "confluent" : "apicurio"));

    assertThat(raw).hasSize(2);
    assertThat(decoded).hasSize(2);
    assertThat(texts(avro(raw.get(0), FIRST))).isEqualTo(sent(FIRST, 0));
    assertThat(texts(avro(raw.get(1), SECOND))).isEqualTo(sent(SECOND, HALF));
    assertThat(texts(avro(decoded.get(0), FIRST))).isEqualTo(sent(FIRST, 0));
    assertThat(texts(avro(decoded.get(1), SECOND))).isEqualTo(sent(SECOND, HALF));
    // Without a reader's schema, the schema is the file's, which is the producer's.
    assertThat(avro(raw.get(0), null).get(0).getSchema()).isEqualTo(FIRST);
    assertThat(
            SchemaCompatibility.checkReaderWriterCompatibility(
                    SECOND, avro(decoded.get(0), null).get(0).getSchema())
                .getType())
        .isEqualTo(SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE);
  }

  @Test
  void parquetFilesHaveTheFieldThatWasAdded() throws Exception {
    orders("parquet", Wire.EIGHT_BYTES);
    List<byte[]> files = files("parquet", "parquet", decoding("parquet", Wire.EIGHT_BYTES));

    assertThat(files).hasSize(2);
    List<Map<String, Object>> first = DuckDb.readParquet(files.get(0));
    List<Map<String, Object>> second = DuckDb.readParquet(files.get(1));
    assertThat(first).hasSize(HALF);
    assertThat(second).hasSize(HALF);
    assertThat(text(first.get(1)))
        .isEqualTo(
            "{id=1, items=[a1, b], note=grün 1, placed=2023-11-14T22:13:20.001Z, price=0.01,"
                + " status=PAID}");
    assertThat(text(second.get(2)))
        .isEqualTo(
            "{id=102, items=[a102, b], note=null, placed=2023-11-14T22:13:20.102Z, price=1.02,"
                + " region=r2, status=NEW}");
  }

  @ParameterizedTest
  @CsvSource({"avro", "parquet"})
  void connectsJsonWithSchemasInTheRegistryBecomesFiles(String format) throws Exception {
    String topic = "connect-json-" + format;
    String struct =
        """
        {"type": "struct", "name": "shop.Order", "optional": false, "fields": [
          {"field": "id", "type": "int64", "optional": false},
          {"field": "note", "type": "string", "optional": true}%s]}
        """;
    int first = registry.add(topic, "KCONNECT", struct.formatted(""));
    int second =
        registry.add(
            topic,
            "KCONNECT",
            struct.formatted(", {\"field\": \"more\", \"type\": \"double\", \"optional\": true}"));
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int id = 0; id < 2 * HALF; id++) {
      String more = id < HALF ? "" : ", \"more\": " + id / 2.0;
      String value =
          "{\"schemaId\": %d, \"payload\": {\"id\": %d, \"note\": \"n%d\"%s}}"
              .formatted(id < HALF ? first : second, id, id, more);
      records.add(new ProducerRecord<>(topic, 0, null, Pipe.bytes(value)));
    }
    send(topic, records);

    List<byte[]> files =
        files(
            topic,
            topic,
            settings(
                format,
                JSON_CONVERTER,
                "value.converter.apicurio.registry.url",
                registry.apicurioUrl()));

    assertThat(rows(format, files))
        .hasSize(2 * HALF)
        .contains("{id=1, note=n1}", "{id=101, more=50.5, note=n101}");
  }

  /** JSON Schema's serializers write plain JSON, with the schema's number in a header. */
  @ParameterizedTest
  @CsvSource({"avro", "parquet"})
  void jsonWithJsonSchemasBecomesFilesOfInferredSchemas(String format) throws Exception {
    String topic = "json-schema-" + format;
    int schema =
        registry.add(
            topic + "-value",
            "JSON",
            "{\"type\": \"object\", \"properties\": {\"id\": {\"type\": \"integer\"}}}");
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int id = 0; id < 2 * HALF; id++) {
      String more = id < HALF ? "" : ", \"more\": " + (id / 2.0 + 0.25);
      String value = "{\"id\": %d, \"note\": \"n%d\"%s}".formatted(id, id, more);
      records.add(message(topic, Wire.HEADER, schema, Pipe.bytes(value)));
    }
    send(topic, records);

    List<byte[]> files =
        files(
            topic,
            topic,
            settings(
                format,
                "org.apache.kafka.connect.json.JsonConverter",
                "value.converter.schemas.enable",
                "false",
                "schema.inference",
                "true"));

    assertThat(rows(format, files))
        .hasSize(2 * HALF)
        .anySatisfy(row -> assertThat(row).startsWith("{id=1, ").endsWith("note=n1}"))
        .contains("{id=101, more=50.75, note=n101}");
  }
}
