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

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.read.NormalForm;
import io.sluice.it.read.RowReader;
import io.sluice.it.read.RowReaders;
import io.sluice.it.server.StorageKind;
import io.sluice.it.server.WorkDirectory;
import io.sluice.it.verify.Output;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.storage.StringConverter;

/**
 * Formats and codecs as the packaged plugin writes them: in a worker that isolates it, with nothing
 * on the class path but the plugin's own libraries. Read back with those of others.
 */
class FormatsIT extends Scenario {
  private static final int RECORDS = 1_200;
  private static final Instant TIME = Instant.parse("2026-03-01T10:15:30.123Z");

  private static final Schema HEADER =
      SchemaBuilder.struct()
          .field("key", Schema.STRING_SCHEMA)
          .field("value", Schema.OPTIONAL_STRING_SCHEMA)
          .build();
  private static final Schema ROW =
      SchemaBuilder.struct()
          .field("key", Schema.OPTIONAL_STRING_SCHEMA)
          .field("value", Schema.OPTIONAL_STRING_SCHEMA)
          .field("headers", SchemaBuilder.array(HEADER).build())
          .field("topic", Schema.STRING_SCHEMA)
          .field("partition", Schema.INT32_SCHEMA)
          .field("offset", Schema.INT64_SCHEMA)
          .field("timestamp", Timestamp.builder().optional().build())
          .build();

  /** The cases that share one connector, because connectors start slowly. */
  private record Case(String format, String compression, Pipe pipe, List<Object> rows) {}

  @OnEachStore
  void rowsWithAllFieldsOfARecordAreReadByOthers(StorageKind store, Bench bench) throws Exception {
    List<Case> cases = new ArrayList<>();
    for (String[] each :
        new String[][] {
          {"json", "bzip2"},
          {"csv", "lz4"},
          {"avro", "none"},
          {"parquet", "zstd"},
          {"parquet", "snappy"},
          {"orc", "lz4"}
        }) {
      Pipe pipe =
          pipe(bench, store, "rows-" + each[0] + "-" + each[1], 1)
              .with("format", each[0])
              .with("compression", each[1])
              .with("record.fields", "key,value,headers,topic,partition,offset,timestamp")
              .with("null.values", "write")
              .with("key.converter", StringConverter.class.getName())
              .with("value.converter", StringConverter.class.getName())
              .with("header.converter", StringConverter.class.getName());
      cases.add(new Case(each[0], each[1], pipe, send(pipe, true)));
    }
    for (Case each : cases) {
      each.pipe().awaitNoLag();
      assertThat(rows(each.pipe(), each.format(), ROW))
          .as(each.format() + ", " + each.compression())
          .isEqualTo(each.rows());
      each.pipe().end();
    }
  }

  @OnEachStore
  void textsInSequenceFilesAreReadByHadoop(StorageKind store, Bench bench) throws Exception {
    List<Case> cases = new ArrayList<>();
    for (String compression : List.of("snappy", "bzip2")) {
      Pipe pipe =
          pipe(bench, store, "sequence-" + compression, 1)
              .with("format", "sequencefile")
              .with("sequencefile.values", "text")
              .with("compression", compression);
      cases.add(new Case("sequencefile", compression, pipe, send(pipe, false)));
    }
    for (Case each : cases) {
      each.pipe().awaitNoLag();
      assertThat(rows(each.pipe(), each.format(), Schema.STRING_SCHEMA))
          .as(each.compression())
          .isEqualTo(each.rows().stream().map(row -> ((Map<?, ?>) row).get("value")).toList());
      each.pipe().end();
    }
  }

  /** Starts the connector and sends records; gives the row of each. */
  private static List<Object> send(Pipe pipe, boolean tombstones) throws Exception {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    List<Object> rows = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      String key = i % 3 == 0 ? null : "key " + i % 7;
      String value = tombstones && i % 10 == 5 ? null : "value \"" + i + "\", grün 😀";
      Instant time = TIME.plusMillis(i);
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(pipe.name(), 0, time.toEpochMilli(), bytes(key), bytes(value));
      record.headers().add("number", Pipe.bytes(String.valueOf(i)));
      records.add(record);
      Struct header = new Struct(HEADER).put("key", "number").put("value", String.valueOf(i));
      Struct row =
          new Struct(ROW)
              .put("key", key)
              .put("value", value)
              .put("headers", List.of(header))
              .put("topic", pipe.name())
              .put("partition", 0)
              .put("offset", (long) i)
              .put("timestamp", java.util.Date.from(time));
      rows.add(NormalForm.of(ROW, row));
    }
    pipe.run();
    pipe.send(records);
    return rows;
  }

  private static byte[] bytes(String text) {
    return text == null ? null : Pipe.bytes(text);
  }

  /** The rows of all published files, in the order of offsets. */
  private static List<Object> rows(Pipe pipe, String format, Schema schema) throws IOException {
    Output output = pipe.output();
    List<Output.File> files = new ArrayList<>(output.files());
    assertThat(files).hasSizeGreaterThan(1);
    files.sort(Comparator.comparing(Output.File::path));
    Path directory = WorkDirectory.createNew("rows");
    List<Object> rows = new ArrayList<>();
    try (RowReaders readers = RowReaders.open()) {
      RowReader reader = readers.of(format).orElseThrow();
      for (Output.File file : files) {
        Path copy = directory.resolve(file.path().substring(file.path().lastIndexOf('/') + 1));
        try (InputStream content = output.open(file)) {
          Files.copy(content, copy);
        }
        reader.read(copy, schema, rows::add);
      }
    } finally {
      WorkDirectory.delete(directory);
    }
    return rows;
  }
}
