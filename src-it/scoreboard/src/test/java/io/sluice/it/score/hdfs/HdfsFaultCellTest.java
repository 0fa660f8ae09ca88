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
package io.sluice.it.score.hdfs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.server.LocalHdfs;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cell of each kind of fault; the scoreboard runs them all. */
class HdfsFaultCellTest {
  @TempDir private static Path directory;
  private static LocalHdfs hdfs;

  @BeforeAll
  static void start() throws Exception {
    hdfs = LocalHdfs.start(directory, 0);
  }

  @AfterAll
  static void stop() {
    hdfs.close();
  }

  @ParameterizedTest
  @CsvSource({
    "SAFE_MODE, DECIDE",
    "NAME_NODE_STOPPED, PUBLISH",
    "DATA_NODE_STOPPED, SEAL",
    "NO_MORE_NAMES, STAGE",
    "NO_MORE_SPACE, SEAL",
    "NO_PERMISSION, PUBLISH",
    "LEASE_TAKEN, SEAL",
    "STAGED_FILE_REMOVED, WRITE"
  })
  void recordsArriveOnceUnderFault(ServerFault fault, Step step) throws Exception {
    new HdfsFaultCell(fault, step).run(hdfs);
  }

  @Test
  void everyFaultHasCells() {
    assertThat(ServerFault.values())
        .allSatisfy(
            fault ->
                assertThat(Step.values())
                    .anyMatch(step -> new HdfsFaultCell(fault, step).undefinedBecause().isEmpty()));
  }
}
