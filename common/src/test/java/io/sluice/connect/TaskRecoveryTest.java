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

import static io.sluice.connect.PublishedFiles.lines;
import static io.sluice.connect.PublishedFiles.name;
import static io.sluice.connect.PublishedFiles.valuesOf;
import static io.sluice.connect.TaskRig.FAILS;
import static io.sluice.connect.TaskRig.P0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.storage.MemoryFile;
import io.sluice.storage.MemoryStorage;
import io.sluice.storage.StorageCall.Operation;
import io.sluice.storage.StorageException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a task recovers from the files and the ledger in the store. */
class TaskRecoveryTest {
  @Test
  void decidedFilesArePublishedBeforeTheNextRecordsAreRead() {
    TaskRig first = new TaskRig("roll.records", "10").open(P0);
    first.script().then(Operation.PUBLISH, FAILS, FAILS, FAILS, FAILS, FAILS);
    first.produce(P0, 0, 49);
    first.poll();
    assertThat(first.files()).isEmpty();

    TaskRig second = first.another().openAt(P0, 0);

    assertThat(second.files())
        .isEqualTo(
            Map.of(
                name(0, 9), lines(0, 9),
                name(10, 19), lines(10, 19),
                name(20, 29), lines(20, 29),
                name(30, 39), lines(30, 39),
                name(40, 49), lines(40, 49)));
    assertThat(second.context().takeSeeks()).containsExactly(Map.entry(P0, 50L));

    second.moveTo(P0, 50);
    second.produce(P0, 50, 59);
    second.poll();
    assertThat(second.files()).hasSize(6).containsEntry(name(50, 59), lines(50, 59));
    assertThat(second.committed()).isEqualTo(60);
  }

  /** The ledger, and not the listing of a directory, says what is stored. */
  @Test
  void filesOfOthersAreNeitherReadNorDeleted() throws Exception {
    TaskRig first = new TaskRig("roll.records", "3");
    Map<String, String> foreign = new TreeMap<>();
    for (String name :
        List.of(
            "topics/t/partition=0/t+0+0000000000+0000000009.txt",
            "topics/t/partition=0/t+0+0000000003+0000000005.avro",
            "topics/t/partition=0/_temporary/0/part-00000",
            "topics/t/partition=0/.t.txt.tmp",
            "topics/+tmp/t/partition=0/6f1c_tmp.txt",
            "topics/report.csv")) {
      first.store().createIfAbsent(name, "foreign".getBytes(StandardCharsets.UTF_8));
      foreign.put(name, "foreign");
    }

    first.open(P0);
    first.produce(P0, 0, 3);
    first.poll();
    TaskRig second = first.another().openAt(P0, 0);
    second.produce(P0, 4, 5);
    second.poll();
    second.stop();

    foreign.put(name(0, 2), lines(0, 2));
    foreign.put(name(3, 5), lines(3, 5));
    assertThat(second.files()).isEqualTo(foreign);
  }

  @Test
  void filesThatWereMovedAwayDoNotComeBack() throws Exception {
    TaskRig first = new TaskRig("roll.records", "3", "on.missing.file", "moved").open(P0);
    first.produce(P0, 0, 6);
    first.poll();
    first.store().delete(name(0, 2));
    first.store().delete(name(3, 5));

    // the first task was killed, with a file open
    TaskRig second = first.another().openAt(P0, 0);
    assertThat(second.context().takeSeeks()).containsExactly(Map.entry(P0, 6L));
    second.moveTo(P0, 6);
    second.produce(P0, 7, 8);
    second.poll();

    assertThat(second.files()).isEqualTo(Map.of(name(6, 8), lines(6, 8)));
    assertThat(second.store().allStaged()).isEmpty();
    assertThat(second.committed()).isEqualTo(9);
  }

  /**
   * If the task died before its next entry, nothing shows whether the last files were published
   * before they vanished. Unless a setting says that files are moved, the next task fails.
   */
  @Test
  void aFileThatVanishedStopsTheTaskWhereNobodyMovesFiles() throws Exception {
    TaskRig first = new TaskRig("roll.records", "3").open(P0);
    first.produce(P0, 0, 2);
    first.poll();
    first.store().delete(name(0, 2));

    TaskRig second = first.another().openAt(P0, 0);

    assertThatThrownBy(second::poll)
        .hasMessageContaining(name(0, 2))
        .hasMessageContaining("on.missing.file=moved");
    assertThat(second.files()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDecidedFileKeepsItsPathThoughTheClockMovesOn(boolean stagingSurvives)
      throws StorageException {
    TaskRig first =
        new TaskRig(
                new MemoryStorage(stagingSurvives),
                null,
                "directory.template",
                "{timestamp:HH_mm}",
                "timestamp.source",
                "wallclock",
                "roll.records",
                "2")
            .open(P0);
    first.script().then(Operation.PUBLISH, FAILS);
    first.produce(P0, 0, 2);
    first.poll();
    assertThat(first.files()).isEmpty();

    first.clock().advance(60_000);
    TaskRig second = first.another().openAt(P0, 0);
    second.produce(P0, 3, 3);
    second.poll();

    assertThat(second.files()).hasSize(2);
    assertThat(second.files())
        .containsEntry("topics/10_00/t+0+0000000000+0000000001.txt", lines(0, 1))
        .containsEntry("topics/10_01/t+0+0000000002+0000000003.txt", lines(2, 3));
    assertThat(second.values()).containsExactlyElementsOf(valuesOf(0, 3));
  }

  @ParameterizedTest
  @CsvSource({"json, json", "avro, avro", "parquet, snappy.parquet"})
  void aPublishedFileIsNotTouchedWhenItsRecordsComeAgain(String format, String extension) {
    TaskRig first = TaskRig.withMortalStaging("format", format, "roll.records", "2").open(P0);
    String one = name(0, 1).replace("txt", extension);
    for (long offset = 0; offset < 3; offset++) {
      first.produce(person(offset));
    }
    first.poll();
    assertThat(first.files()).containsOnlyKeys(one);
    assertThat(first.committed()).isEqualTo(2);
    MemoryFile published = first.store().files().get(one);
    first.stop();

    TaskRig second = first.another().openAt(P0, 0);
    assertThat(second.context().takeSeeks()).containsExactly(Map.entry(P0, 2L));
    second.moveTo(P0, 2);
    second.poll();
    second.put(List.of(person(0), person(1), person(2)));
    assertThat(second.files()).containsOnlyKeys(one);
    assertThat(second.store().files().get(one)).isSameAs(published);

    second.produce(person(3));
    second.poll();
    assertThat(second.files()).containsOnlyKeys(one, name(2, 3).replace("txt", extension));
    assertThat(second.store().files().get(one)).isSameAs(published);
    assertThat(second.context().metric("records-written")).isEqualTo(2);
    assertThat(second.committed()).isEqualTo(4);
  }

  private static SinkRecord person(long offset) {
    Schema schema =
        SchemaBuilder.struct()
            .field("name", Schema.STRING_SCHEMA)
            .field("title", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    Struct value = new Struct(schema).put("name", "n" + offset);
    return new SinkRecord("t", 0, null, null, schema, value, offset);
  }
}
