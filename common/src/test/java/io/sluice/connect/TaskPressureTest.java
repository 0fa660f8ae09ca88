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

import static io.sluice.connect.TaskRig.FAILS;
import static io.sluice.connect.TaskRig.P0;
import static io.sluice.connect.TaskRig.P1;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.StorageCall.Operation;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** When partitions are paused for lack of memory, and when they are resumed. */
class TaskPressureTest {
  private static final String KIB_100 = "x".repeat(100 * 1024);
  private static final String KIB_20 = "x".repeat(20 * 1024);

  private static TaskRig rig(int limit) {
    return new TaskRig("memory.limit.bytes", Integer.toString(limit));
  }

  private static SinkRecord record(TopicPartition partition, long offset, String value) {
    return new SinkRecord(
        partition.topic(), partition.partition(), null, null, null, value, offset);
  }

  @Test
  void aPartitionStaysPausedUntilItsMailboxIsHalfEmpty() {
    TaskRig rig = rig(2 << 20).open(P0);
    rig.freeze();
    for (int offset = 0; offset < 62; offset++) {
      rig.put(List.of(record(P0, offset, KIB_20)));
    }
    assertThat(rig.context().paused(P0)).isTrue();

    // the mailbox runs some of the messages, then yields its thread
    rig.runOne();
    rig.put(List.of());
    assertThat(rig.context().metric("mailbox-bytes")).isBetween(1L << 19, 1L << 20);
    assertThat(rig.context().paused(P0)).isTrue();

    rig.runOne();
    rig.put(List.of());
    assertThat(rig.context().metric("mailbox-bytes")).isLessThan(1 << 19);
    assertThat(rig.context().paused(P0)).isFalse();
  }

  @Test
  void noPartitionIsResumedWhileTheTaskIsAboveItsLimit() {
    TaskRig rig = rig(1 << 20).open(P0, P1);
    rig.freeze();
    for (int offset = 0; offset < 4; offset++) {
      rig.put(List.of(record(P0, offset, KIB_100)));
    }
    for (int offset = 0; offset < 14; offset++) {
      rig.put(List.of(record(P1, offset, KIB_100)));
    }
    assertThat(rig.context().paused(P0)).isTrue();

    // the writer of the first partition was queued first
    rig.runOne();
    rig.put(List.of());
    assertThat(rig.context().metric("memory-used")).isGreaterThan(1 << 20);
    assertThat(rig.context().metric("mailbox-bytes")).isBetween(14L * 102_400, 15L * 102_400);
    assertThat(rig.context().paused(P0)).isTrue();

    rig.thaw();
    rig.put(List.of());
    assertThat(rig.context().paused(P0)).isFalse();
    assertThat(rig.context().paused(P1)).isFalse();
  }

  @Test
  void aPartitionThatWasPausedWhenItsWriterFailedIsPausedAgainWhenItIsFull() {
    TaskRig rig = rig(1 << 20).open(P0, P1);
    rig.freeze();
    for (int offset = 0; offset < 10; offset++) {
      rig.produce(P0, offset, null, KIB_100);
    }
    rig.poll();
    assertThat(rig.context().paused(P0)).isTrue();
    rig.script().then(Operation.STAGE, FAILS);
    rig.thaw();
    rig.poll();
    rig.pass(10_000);
    rig.freeze();

    // the seek is requested while another partition holds all memory
    for (int offset = 0; offset < 12; offset++) {
      rig.produce(P1, offset, null, KIB_100);
    }
    rig.poll();
    assertThat(rig.context().paused(P0)).isFalse();
    rig.poll();

    assertThat(rig.context().metric("mailbox-bytes")).isGreaterThan(22 * 100 * 1024);
    assertThat(rig.context().paused(P0)).isTrue();
  }

  @Test
  void aFullMailboxPausesItsPartitionAndResumesItAtHalf() {
    TaskRig rig = new TaskRig("memory.limit.bytes", String.valueOf(2 << 20)).open(P0, P1);
    rig.freeze();
    // each of the two partitions may hold half a mebibyte
    for (int offset = 0; offset < 4; offset++) {
      rig.produce(P0, offset, null, KIB_100);
      rig.poll();
    }
    assertThat(rig.context().paused(P0)).isFalse();
    rig.produce(P0, 4, null, KIB_100);
    rig.produce(P0, 5, null, KIB_100);
    rig.poll();

    assertThat(rig.context().paused(P0)).isTrue();
    assertThat(rig.context().paused(P1)).isFalse();
    assertThat(rig.context().timeout()).isEqualTo(10);
    assertThat(rig.context().metric("mailbox-bytes")).isGreaterThan(600 * 1024);

    rig.thaw();
    rig.poll();
    assertThat(rig.context().paused(P0)).isFalse();
    assertThat(rig.context().timeout()).isEqualTo(1000);
    assertThat(rig.context().metric("mailbox-bytes")).isZero();
  }

  @Test
  void aTaskAboveItsLimitPausesTheFullestPartitionThatStillRuns() {
    TaskRig rig = new TaskRig("memory.limit.bytes", String.valueOf(1 << 20)).open(P0, P1);
    rig.freeze();
    rig.produce(P1, 0, null, KIB_100);
    for (int offset = 0; offset < 12; offset++) {
      rig.produce(P0, offset, null, KIB_100);
    }

    rig.poll();
    assertThat(rig.context().paused(P0)).isTrue();
    assertThat(rig.context().paused(P1)).isTrue();

    rig.thaw();
    rig.poll();
    assertThat(rig.context().paused(P0)).isFalse();
    assertThat(rig.context().paused(P1)).isFalse();
  }

  @Test
  void aWriterThatFailsFreesItsMemory() {
    TaskRig rig = new TaskRig().open(P0);
    rig.script().then(Operation.STAGE, FAILS);
    rig.produce(P0, 0, null, KIB_100);
    rig.poll();

    assertThat(rig.context().metric("memory-used")).isZero();
    assertThat(rig.context().metric("mailbox-bytes")).isZero();
    assertThat(rig.context().metric("files-open")).isZero();
  }

  @Test
  void aClosedPartitionFreesItsMemory() {
    TaskRig rig = new TaskRig().open(P0);
    rig.freeze();
    rig.produce(P0, 0, null, KIB_100);
    rig.poll();
    assertThat(rig.context().metric("mailbox-bytes")).isPositive();

    rig.close(P0);
    rig.thaw();

    assertThat(rig.context().metric("mailbox-bytes")).isZero();
    assertThat(rig.context().metric("memory-used")).isZero();
  }

  @Test
  void recordsWithAStructureWeighWhatTheyHoldBeforeAnyIsWritten() {
    TaskRig rig = new TaskRig("format", "json").open(P0);
    rig.freeze();
    for (int offset = 0; offset < 10; offset++) {
      rig.produce(P0, offset, Map.of("id", KIB_100), Map.of("text", KIB_100));
    }

    rig.poll();
    assertThat(rig.context().metric("mailbox-bytes")).isGreaterThan(20 * 100 * 1024);
  }
}
