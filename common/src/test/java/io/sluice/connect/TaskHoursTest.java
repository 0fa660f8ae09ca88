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

import static io.sluice.connect.PublishedFiles.valuesOf;
import static io.sluice.connect.TaskRig.P0;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** Files whose directory is the hour of their records. */
class TaskHoursTest {

  @Test
  void eachHoursFileBeginsWithItsOwnFirstRecord() {
    TaskRig rig =
        new TaskRig("directory.template", "hour={timestamp:HH}", "roll.idle.ms", "1000").open(P0);
    long eleven = Instant.parse("2026-03-01T11:00:00Z").toEpochMilli();
    for (int offset = 0; offset < 4; offset++) {
      long time = eleven + (offset - 2) * 1000L;
      rig.produce(
          new SinkRecord(
              "t", 0, null, null, null, "v" + offset, offset, time, TimestampType.CREATE_TIME));
    }
    rig.poll();

    rig.pass(1200);

    assertThat(rig.files()).hasSize(2);
    assertThat(rig.files())
        .containsEntry("topics/hour=10/t+0+0000000000+0000000001.txt", "v0\nv1\n")
        .containsEntry("topics/hour=11/t+0+0000000002+0000000003.txt", "v2\nv3\n");
  }

  /**
   * The last file of each hour, also of the first, is rolled by its own limits: a record of another
   * directory ends no file.
   */
  @Test
  void filesOfAnHourEndByTheTimeOfTheirRecords() {
    TaskRig rig =
        new TaskRig(
                "directory.template",
                "hour={timestamp:HH}",
                "timezone",
                "America/Los_Angeles",
                "roll.event.time.ms",
                "60000",
                "roll.records",
                "1000",
                "roll.idle.ms",
                "5000")
            .open(P0);
    long ten = Instant.parse("2015-03-02T18:00:00Z").toEpochMilli();
    for (int offset = 0; offset < 18; offset++) {
      long hours = offset < 9 ? 0 : 2;
      long time = ten + hours * 3_600_000L + offset % 9 * 20_000L;
      rig.produce(
          new SinkRecord(
              "t", 0, null, null, null, "v" + offset, offset, time, TimestampType.CREATE_TIME));
    }

    rig.poll();
    assertThat(rig.files())
        .containsOnlyKeys(
            ofHour(10, 0, 2), ofHour(10, 3, 5), ofHour(12, 9, 11), ofHour(12, 12, 14));
    assertThat(rig.committed()).isEqualTo(6);

    rig.pass(6000);
    assertThat(rig.files()).hasSize(6).containsKeys(ofHour(10, 6, 8), ofHour(12, 15, 17));
    assertThat(rig.values()).containsExactlyElementsOf(valuesOf(0, 17));
    assertThat(rig.committed()).isEqualTo(18);
  }

  private static String ofHour(int hour, long first, long last) {
    return "topics/hour=%d/t+0+%010d+%010d.txt".formatted(hour, first, last);
  }
}
