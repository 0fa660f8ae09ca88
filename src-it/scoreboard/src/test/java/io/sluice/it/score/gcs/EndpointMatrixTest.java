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

import io.sluice.it.gcs.FakeGcs;
import io.sluice.it.gcs.call.Operation;
import io.sluice.it.score.matrix.Cells;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndpointMatrixTest {
  @TempDir private Path directory;

  private static Cells<Long> run(FakeGcs server) throws Exception {
    server.createBucket("bucket");
    return new EndpointMatrix(
            Map.of(
                "gcs.endpoint", server.url(),
                "gcs.bucket", "bucket",
                "gcs.credentials.source", "none"),
            (format, arguments) -> {})
        .run(4);
  }

  @Test
  void everyCellPassesOnAServerOfTheApi() throws Exception {
    try (FakeGcs server = FakeGcs.start(directory, 0)) {
      Cells<Long> cells = run(server);

      assertThat(cells.failed()).isEmpty();
      assertThat(cells.count()).isEqualTo(EndpointCell.values().length);
    }
  }

  @Test
  void aServerWithWrongChecksumsFails() throws Exception {
    try (FakeGcs server = FakeGcs.start(directory, 0)) {
      server.faults().on(Operation.RESUMABLE_FINALIZE).always().misreportChecksum();

      assertThat(run(server).failed()).containsKey(EndpointCell.LARGE_FILE.title());
    }
  }
}
