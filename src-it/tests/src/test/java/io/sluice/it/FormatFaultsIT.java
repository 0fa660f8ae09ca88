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

import io.sluice.config.Choices;
import io.sluice.config.FormatName;
import io.sluice.it.gcs.fault.Fault;
import io.sluice.it.gcs.store.StoredObject;
import io.sluice.it.read.MessageRows;
import io.sluice.it.read.NormalForm;
import io.sluice.it.read.RowReader;
import io.sluice.it.read.RowReaders;
import io.sluice.it.task.TaskDriver;
import io.sluice.it.task.gcs.FaultKind;
import io.sluice.it.task.gcs.FaultStep;
import io.sluice.it.task.gcs.TaskOnGcs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Uploads of each format that meet a fault at each of their steps. */
class FormatFaultsIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final Set<FaultKind> KINDS =
      EnumSet.of(FaultKind.TOO_MANY_REQUESTS, FaultKind.INTERNAL_ERROR, FaultKind.RESET_BEFORE);
  private static final Set<FaultStep> STEPS =
      EnumSet.of(FaultStep.RESUMABLE_START, FaultStep.CHUNK, FaultStep.FINALIZE);

  private static final Pattern NAME = Pattern.compile(".*/([^/]+\\+0\\+(\\d+)\\+(\\d+)\\..*)");

  private static final Schema ROW =
      SchemaBuilder.struct()
          .field("id", Schema.INT64_SCHEMA)
          .field("payload", Schema.STRING_SCHEMA)
          .build();

  /** Enough records that a file, even compressed, does not fit into one request. */
  private static final int RECORDS_PER_FILE = 1_500;

  private static final int PAYLOAD = 1_000;

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void eachFileAppearsOnceThoughItsUploadIsDisturbed(FormatName format) throws Exception {
    try (TaskOnGcs server = TaskOnGcs.start()) {
      Map<String, String> settings =
          Map.of(
              "format",
              Choices.name(format),
              "roll.records",
              Integer.toString(RECORDS_PER_FILE),
              "gcs.upload.chunk.bytes",
              "524288",
              "retry.backoff.ms",
              "20",
              "retry.backoff.max.ms",
              "200");
      TaskDriver driver =
          server.startTask(settings, offset -> record(format, offset), Duration.ofMillis(10));
      driver.runUntil("the partition is open", LIMIT, driver::isReady);
      List<String> expected = new ArrayList<>();
      for (FaultStep step : STEPS) {
        for (FaultKind kind : KINDS) {
          step.lead(server.gcs().faults());
          Fault fault = kind.inject(step.script(server.gcs().faults()));
          expected.add("%010d+%010d".formatted(driver.end(), driver.end() + RECORDS_PER_FILE - 1));
          driver.produce(RECORDS_PER_FILE);
          driver.runUntil(
              kind + " x " + step + " is overcome",
              LIMIT,
              () -> driver.committed() == driver.end());
          assertThat(fault.hits()).as("%s x %s", kind, step).isPositive();
        }
      }

      assertThat(driver.metric("records-written")).isEqualTo(driver.end());
      assertThat(server.staged()).isEmpty();
      assertThat(rows(server, format)).isEqualTo(expected);
    }
  }

  /** First and last offset of each object, from its name, once its content was compared. */
  private List<String> rows(TaskOnGcs server, FormatName format) throws IOException {
    List<String> files = new ArrayList<>();
    try (RowReaders readers = RowReaders.open()) {
      RowReader reader = readers.of(Choices.name(format)).orElseThrow();
      for (StoredObject object : server.bucket().from("topics/" + TaskOnGcs.TOPIC + "/")) {
        Matcher name = NAME.matcher(object.name());
        assertThat(name.matches()).as(object.name()).isTrue();
        long first = Long.parseLong(name.group(2));
        long last = Long.parseLong(name.group(3));
        List<Object> expected = new ArrayList<>();
        for (long offset = first; offset <= last; offset++) {
          SinkRecord record = record(format, offset);
          expected.add(NormalForm.of(record.valueSchema(), record.value()));
        }
        Path file = directory.resolve(name.group(1));
        try (InputStream content = object.content().open()) {
          Files.copy(content, file);
        }
        List<Object> rows = new ArrayList<>();
        reader.read(file, schema(format), rows::add);
        // a message with megabytes of rows would be useless
        assertThat(rows.equals(expected)).as("content of %s", object.name()).isTrue();
        files.add(name.group(2) + "+" + name.group(3));
      }
    }
    return files;
  }

  private static Schema schema(FormatName format) {
    if (format.hasColumns()) {
      return ROW;
    }
    return format == FormatName.TEXT ? Schema.STRING_SCHEMA : Schema.BYTES_SCHEMA;
  }

  private static SinkRecord record(FormatName format, long offset) {
    Schema schema = schema(format);
    String payload = payload(offset);
    Object value =
        switch (schema.type()) {
          case STRUCT -> new Struct(ROW).put("id", offset).put("payload", payload);
          case BYTES -> MessageRows.message(payload.getBytes(StandardCharsets.UTF_8));
          default -> payload;
        };
    return new SinkRecord(TaskOnGcs.TOPIC, 0, null, null, schema, value, offset);
  }

  /** Differs for each record, so that no encoding shortens it. */
  private static String payload(long offset) {
    StringBuilder payload = new StringBuilder(PAYLOAD);
    new Random(offset).ints(PAYLOAD, '!', '~').forEach(c -> payload.append((char) c));
    return payload.toString();
  }
}
