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
package io.sluice.it.score.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.read.RowReaders;
import io.sluice.it.score.formats.FormatMatrix.Choice;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cells about topics and directories as DuckDB reads them; the scoreboard adds Spark. */
class CellTest {
  private static final Choice CHOICE = new Choice("", "", 0, 1, 1);

  static Stream<Cell> readByDuckDb() {
    return Stream.of(PartitionedCell.all(), ShapedCell.all())
        .flatMap(cells -> cells.stream())
        .filter(cell -> cell.isRead(Set.of()));
  }

  @ParameterizedTest
  @MethodSource("readByDuckDb")
  void duckDbFindsTheValuesAndTheirTypes(Cell cell) throws Exception {
    try (RowReaders readers = RowReaders.open()) {
      assertThat(cell.run(readers, CHOICE).readers()).containsExactly("DuckDB");
    }
  }
}
