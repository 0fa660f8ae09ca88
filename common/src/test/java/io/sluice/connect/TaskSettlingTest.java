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

import static io.sluice.connect.PublishedFiles.name;
import static io.sluice.connect.TaskRig.FAILS;
import static io.sluice.connect.TaskRig.P0;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.MemoryStorage;
import io.sluice.storage.StorageCall.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** When an offset is settled, and what is recorded in ledger entries. */
class TaskSettlingTest {

  @Test
  void aRecordThatTheEncoderRefusesIsNotInTheFile() {
    TaskRig rig =
        new TaskRig(
                new MemoryStorage(true),
                new CollectedReports(),
                "format",
                "json",
                "roll.idle.ms",
                "1000",
                "record.max.bytes",
                "50")
            .open(P0);
    rig.produce(P0, 0, null, Map.of("text", "a"));
    rig.produce(P0, 1, null, Map.of("text", "b"));
    rig.produce(P0, 2, null, Map.of("text", "c".repeat(100)));
    rig.poll();
    rig.passSeconds(3);

    assertThat(rig.files().keySet()).containsExactly(name(0, 1).replace(".txt", ".json"));
    assertThat(rig.context().metric("records-rejected")).isEqualTo(1);
  }

  @Test
  void aSettledRecordIsNotAskedForRulesAgain() {
    List<SinkRecord> reported = new ArrayList<>();
    TaskRig first =
        new TaskRig(
                new MemoryStorage(true),
                (record, error) -> {
                  reported.add(record);
                  return CompletableFuture.completedFuture(null);
                },
                "directory.template",
                "{key}",
                "roll.records",
                "2")
            .open(P0);
    first.produce(P0, 0, "a", "short");
    first.produce(P0, 1, "b", "a value of some length");
    first.produce(P0, 2, "b", "a value of some length");
    first.poll();
    assertThat(first.files()).hasSize(1);

    TaskRig second = first.another("record.max.bytes", "10").openAt(P0, 0);
    second.poll();
    second.poll();

    assertThat(reported).isEmpty();
    assertThat(second.context().metric("records-rejected")).isZero();
    assertThat(second.context().metric("records-skipped")).isZero();
  }

  @Test
  void noEntryIsWrittenForEverySkippedRecord() {
    TaskRig rig = new TaskRig("ledger.checkpoint.ms", "60000").open(P0);
    long before = rig.calls(Operation.CREATE);
    for (int offset = 0; offset < 30; offset++) {
      rig.produce(P0, offset, null, null);
      rig.pass(1000);
    }
    assertThat(rig.calls(Operation.CREATE)).isEqualTo(before);

    for (int offset = 30; offset < 70; offset++) {
      rig.produce(P0, offset, null, null);
      rig.pass(1000);
    }
    assertThat(rig.calls(Operation.CREATE)).isEqualTo(before + 1);
  }

  @Test
  void aFileThatIsWrittenAgainIsCompleteWhenThePositionHasPassedIt() {
    TaskRig first = TaskRig.withMortalStaging("roll.records", "3").open(P0);
    first.script().then(Operation.PUBLISH, FAILS);
    first.produce(P0, 0, 2);
    first.poll();
    assertThat(first.files()).isEmpty();

    TaskRig second = first.another().openAt(P0, 0);
    second.poll(2);
    assertThat(second.files()).isEmpty();
    // its last record vanished, and none follows
    second.moveTo(P0, 3);
    second.commit();

    assertThat(second.files()).containsOnlyKeys(name(0, 2));
    assertThat(second.committed()).isEqualTo(3);
  }

  @Test
  void aCloseThatRunsOutOfTimeEndsItsWriters() {
    TaskRig rig = new TaskRig("close.policy", "commit").open(P0);
    rig.produce(P0, 0, 5);
    rig.poll();
    rig.freeze();
    rig.close(P0);
    rig.thaw();
    rig.passSeconds(2);

    assertThat(rig.files()).isEmpty();
    assertThat(rig.calls(Operation.DISCARD)).isEqualTo(1);
    assertThat(rig.context().metric("files-open")).isZero();
  }

  @Test
  void anEntryNamesNoMoreFilesThanFitIntoIt() {
    TaskRig rig =
        new TaskRig(
                "directory.template",
                "{header.a}/{header.b}/{header.c}/{header.d}",
                "roll.idle.ms",
                "1000",
                "max.open.files",
                "1000")
            .open(P0);
    int files = 500;
    for (int offset = 0; offset < files; offset++) {
      SinkRecord record = TaskRig.record(offset);
      for (String header : List.of("a", "b", "c", "d")) {
        record.headers().addString(header, offset + header.repeat(240));
      }
      rig.produce(record);
    }
    rig.poll();
    long before = rig.calls(Operation.CREATE);
    // all other files are sealed while the entry of the first is being appended
    rig.script().then(Operation.CREATE, new During(rig::run, true));
    rig.passSeconds(3);

    assertThat(rig.files()).hasSize(files);
    assertThat(rig.calls(Operation.CREATE) - before).isBetween(4L, 6L);
  }
}
