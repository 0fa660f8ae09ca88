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
package io.sluice.it;

import io.sluice.it.gcs.api.Permission;
import io.sluice.it.gcs.call.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A Cloud Storage that refuses or fails for a while, under running tasks. */
@ExtendWith(SharedBench.class)
class GcsOutageIT {
  private LocalGcs gcs;

  @BeforeEach
  void startServer() throws Exception {
    gcs = LocalGcs.start();
  }

  @AfterEach
  void stopServer() throws Exception {
    gcs.close();
  }

  @Test
  void tasksOutliveAPermissionThatIsTakenAwayAndGivenBack(Bench bench) throws Exception {
    Pipe pipe = new Pipe(bench, gcs, "gcs-lost-permission", 4);

    new Outage(bench, pipe)
        .survive(
            () -> gcs.access().deny(Permission.OBJECTS_CREATE),
            () -> gcs.access().grant(Permission.OBJECTS_CREATE));
  }

  @Test
  void tasksOutliveAStormOfErrors(Bench bench) throws Exception {
    Pipe pipe = new Pipe(bench, gcs, "gcs-storm", 4);

    new Outage(bench, pipe)
        .survive(() -> gcs.faults().onAny().always().status(503), () -> gcs.faults().clear());
  }

  /** Reading and listing work, so that an entry's place is known to be free. */
  @Test
  void tasksOutliveAStormOfErrorsThatOnlyWritesMeet(Bench bench) throws Exception {
    Pipe pipe = new Pipe(bench, gcs, "gcs-write-storm", 4);

    new Outage(bench, pipe)
        .survive(
            () -> gcs.faults().on(Operation.INSERT, Operation.RESUMABLE_START).always().status(503),
            () -> gcs.faults().clear());
  }
}
