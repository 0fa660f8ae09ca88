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
package io.sluice.format.orc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.CompressionName;
import io.sluice.config.OrcConfig;
import io.sluice.config.OrcTimestamp;
import io.sluice.format.type.TypeOptions;
import io.sluice.format.type.Types;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.connect.data.Schema;
import org.apache.orc.storage.ql.exec.vector.LongColumnVector;
import org.apache.orc.storage.ql.exec.vector.VectorizedRowBatch;
import org.junit.jupiter.api.Test;

class OrcDataFileTest {
  private static final Compiled TEXTS =
      Compiled.of(
          Types.resolve(Schema.STRING_SCHEMA, TypeOptions.DEFAULT), OrcTimestamp.TIMESTAMP, "");

  /** Without this class, the library completes a file when it cannot take a batch. */
  @Test
  void aBatchThatFailsDoesNotCompleteTheFile() throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    OrcDataFile file =
        new OrcDataFile(
            TEXTS,
            Map.of(),
            new OrcWriterSettings(OrcConfig.DEFAULT, CompressionName.NONE, OptionalInt.empty()),
            output);
    VectorizedRowBatch numbers = new VectorizedRowBatch(1, 0);
    numbers.cols[0] = new LongColumnVector(1);
    numbers.size = 1;
    assertThatThrownBy(() -> file.add(numbers)).isInstanceOf(IOException.class);
    // The three letters at the start of every file.
    assertThat(file.written()).isEqualTo(3);
    file.release();
    assertThat(output.size()).isZero();
    assertThat(file.heldBytes()).isZero();
  }
}
