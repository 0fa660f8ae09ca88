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

import static io.sluice.connect.TaskRig.P0;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.flume.FlumeEventConverter;
import io.sluice.storage.MemoryStorage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Files whose records are rows of keys, values, headers and offsets. */
class TaskRowsTest {
  private static final org.apache.avro.Schema EVENT =
      new org.apache.avro.Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "AvroFlumeEvent", "fields": [
                {"name": "headers", "type": {"type": "map", "values": "string"}},
                {"name": "body", "type": "bytes"}]}
              """);

  private static SinkRecord record(long offset, String key, String value, String header) {
    ConnectHeaders headers = new ConnectHeaders();
    if (header != null) {
      headers.addString("h", header);
    }
    return new SinkRecord(
        "t",
        0,
        key == null ? null : Schema.STRING_SCHEMA,
        key,
        value == null ? null : Schema.STRING_SCHEMA,
        value,
        offset,
        null,
        null,
        headers);
  }

  @Test
  void partsThatARecordLacksAreEmptyCells() {
    TaskRig rig =
        new TaskRig(
                "format", "csv",
                "csv.header", "false",
                "record.fields", "key,value,timestamp,offset",
                "null.values", "write",
                "roll.records", "3")
            .openAt(P0, 10);
    for (long offset = 10; offset < 13; offset++) {
      rig.produce(record(offset, null, null, null));
    }

    rig.poll();

    assertThat(rig.files()).isEqualTo(Map.of(name(10, 12, "csv"), ",,,10\r\n,,,11\r\n,,,12\r\n"));
  }

  /**
   * A key or headers that a record lacks are no error, although files hold them: the row says that
   * there are none. The setting decides about a null value.
   */
  @Test
  void onlyARecordWithoutValueIsReported() {
    Map<Long, String> reported = new TreeMap<>();
    TaskRig rig =
        new TaskRig(
                new MemoryStorage(true),
                (record, error) -> {
                  reported.put(record.kafkaOffset(), error.getMessage());
                  return CompletableFuture.completedFuture(null);
                },
                "format",
                "json",
                "record.fields",
                "key,value,headers",
                "null.values",
                "report",
                "roll.records",
                "4")
            .open(P0);
    rig.produce(record(0, "k", "v0", "x"));
    rig.produce(record(1, null, "v1", "x"));
    rig.produce(record(2, "k", null, "x"));
    rig.produce(record(3, "k", "v3", null));
    rig.produce(record(4, "k", "v4", "x"));

    rig.poll();
    rig.poll();

    assertThat(reported).containsOnlyKeys(2L);
    assertThat(reported.get(2L)).contains("null.values");
    assertThat(rig.files())
        .isEqualTo(
            Map.of(
                name(0, 4, "json"),
                """
                {"key":"k","value":"v0","headers":[{"key":"h","value":"x"}]}
                {"key":null,"value":"v1","headers":[{"key":"h","value":"x"}]}
                {"key":"k","value":"v3","headers":[]}
                {"key":"k","value":"v4","headers":[{"key":"h","value":"x"}]}
                """));
    assertThat(rig.committed()).isEqualTo(5);
  }

  private static String name(long first, long last, String extension) {
    return PublishedFiles.name(first, last).replace("txt", extension);
  }

  /** The body is called value, and headers are a list, since those of Kafka may repeat. */
  @Test
  void eventsOfFlumeAreRowsOfHeadersAndBody() throws IOException {
    TaskRig rig =
        new TaskRig("format", "avro", "record.fields", "headers,value", "roll.records", "3")
            .open(P0);
    for (int number = 0; number < 3; number++) {
      rig.produce(event(number, Map.of("host", "web-" + number), "body " + number));
    }

    rig.poll();

    byte[] file = rig.store().files().get(name(0, 2, "avro")).content();
    List<String> rows = new ArrayList<>();
    try (DataFileReader<GenericRecord> reader =
        new DataFileReader<>(new SeekableByteArrayInput(file), new GenericDatumReader<>())) {
      assertThat(reader.getSchema().getFields())
          .extracting(org.apache.avro.Schema.Field::name)
          .containsExactly("headers", "value");
      reader.forEach(row -> rows.add(headers(row) + " " + text((ByteBuffer) row.get("value"))));
    }
    assertThat(rows)
        .containsExactly("{host=web-0} body 0", "{host=web-1} body 1", "{host=web-2} body 2");
  }

  private static Map<String, String> headers(GenericRecord row) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Object each : (List<?>) row.get("headers")) {
      GenericRecord header = (GenericRecord) each;
      headers.put(header.get("key").toString(), header.get("value").toString());
    }
    return headers;
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }

  /** The record that a worker delivers for an event of Flume's Kafka channel. */
  private static SinkRecord event(long offset, Map<String, String> eventHeaders, String body)
      throws IOException {
    GenericRecord event = new GenericData.Record(EVENT);
    event.put("headers", eventHeaders);
    event.put("body", ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(EVENT).write(event, encoder);
    encoder.flush();
    RecordHeaders kafkaHeaders = new RecordHeaders();
    SchemaAndValue value;
    try (FlumeEventConverter converter = new FlumeEventConverter()) {
      converter.configure(Map.of(), false);
      value = converter.toConnectData("t", kafkaHeaders, bytes.toByteArray());
    }
    ConnectHeaders headers = new ConnectHeaders();
    kafkaHeaders.forEach(
        header ->
            headers.addString(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
    return new SinkRecord(
        "t", 0, null, null, value.schema(), value.value(), offset, null, null, headers);
  }
}
