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
package io.sluice.it.score.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssignmentsTest {

  @TempDir private Path directory;

  @Test
  void theLastAssignmentBeforeACommitCounts() throws IOException {
    Path log = directory.resolve("worker.log");
    Files.writeString(
        log,
        """
        00:00:01.000 INFO  [task-0] o.a.k.Invoker: [Consumer] Adding newly assigned partitions: [my-topic-1, other-0]
        00:00:02.500 INFO  [task-0] o.a.k.Invoker: [Consumer] Adding newly assigned partitions: my-topic-1, my-topic-0
        00:00:02.600 INFO  [task-0] i.s.w.Opening: my-topic-1: continuing at offset 5
        """);
    Assignments assignments = Assignments.read(List.of(log), "my-topic", 2);

    Instant second = assignments.lastBefore(1, Instant.now());
    assertThat(second.atZone(ZoneOffset.UTC).toLocalTime())
        .isEqualTo(LocalTime.parse("00:00:02.500"));
    assertThat(second).isBefore(Instant.now());
    assertThat(assignments.lastBefore(1, second)).isEqualTo(second.minusMillis(1500));
    assertThat(assignments.lastBefore(0, second)).isNull();
  }
}
