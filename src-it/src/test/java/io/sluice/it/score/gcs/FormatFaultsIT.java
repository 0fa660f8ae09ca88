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
package io.sluice.it.score.gcs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.Choices;
import io.sluice.config.FormatName;
import io.sluice.it.gcs.fault.Fault;
import io.sluice.it.gcs.store.StoredObject;
import io.sluice.it.task.TaskDriver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Uploads of each format that meet a fault at each of their steps. */
class FormatFaultsIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final Set<FaultKind> KINDS =
      EnumSet.of(FaultKind.TOO_MANY_REQUESTS, FaultKind.INTERNAL_ERROR, FaultKind.RESET_BEFORE);
  private static final Set<FaultStep> STEPS =
      EnumSet.of(FaultStep.RESUMABLE_START, FaultStep.CHUNK, FaultStep.FINALIZE);

  /** Formats whose records are values without fields. */
  private static final Set<FormatName> OF_LINES = EnumSet.of(FormatName.TEXT, FormatName.BYTES);

  private static final Schema ROW =
      SchemaBuilder.struct()
          .field("id", Schema.INT64_SCHEMA)
          .field("payload", Schema.STRING_SCHEMA)
          .build();

  /** So many that a file, even compressed, does not go in one request. */
  private static final int RECORDS_PER_FILE = 1_500;

  private static final int PAYLOAD = 1_000;

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

      assertThat(offsets(server)).isEqualTo(expected);
      assertThat(driver.metric("records-written")).isEqualTo(driver.end());
      assertThat(server.staged()).isEmpty();
    }
  }

  /** First and last offset of each file, from its name. */
  private static List<String> offsets(TaskOnGcs server) {
    List<String> offsets = new ArrayList<>();
    for (StoredObject object : server.bucket().from("topics/" + TaskOnGcs.TOPIC + "/")) {
      offsets.add(object.name().replaceAll(".*/[^+]+\\+0\\+(\\d+\\+\\d+)\\..*", "$1"));
    }
    return offsets;
  }

  private static SinkRecord record(FormatName format, long offset) {
    String payload = payload(offset);
    return OF_LINES.contains(format)
        ? new SinkRecord(TaskOnGcs.TOPIC, 0, null, null, Schema.STRING_SCHEMA, payload, offset)
        : new SinkRecord(
            TaskOnGcs.TOPIC,
            0,
            null,
            null,
            ROW,
            new Struct(ROW).put("id", offset).put("payload", payload),
            offset);
  }

  /** Differs from record to record, so that no encoding makes it short. */
  private static String payload(long offset) {
    StringBuilder payload = new StringBuilder(PAYLOAD);
    new Random(offset).ints(PAYLOAD, '!', '~').forEach(c -> payload.append((char) c));
    return payload.toString();
  }
}
