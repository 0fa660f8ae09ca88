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

import static io.sluice.it.Scenario.assertExact;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.it.connect.RequestRefused;
import io.sluice.it.gcs.api.Permission;
import io.sluice.it.gcs.call.Operation;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole connector with exactly the documented permissions, and with fewer. */
@ExtendWith(SharedBench.class)
class GcsPermissionsIT {
  /** The permissions that the reference page lists. */
  private static final Set<Permission> DOCUMENTED =
      EnumSet.of(Permission.OBJECTS_CREATE, Permission.OBJECTS_GET, Permission.OBJECTS_LIST);

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
  void theDocumentedPermissionsAreEnough(Bench bench) throws Exception {
    gcs.access().grantOnly(DOCUMENTED);

    survivesAKill(bench, new Pipe(bench, gcs, "gcs-least-permissions", 2));

    assertThat(gcs.bucket().find("gcs-least-permissions/_sluice-probe")).isPresent();
  }

  @Test
  void aRetentionPolicyIsFine(Bench bench) throws Exception {
    gcs.bucket().change(settings -> settings.withRetention(Duration.ofDays(1)));

    survivesAKill(bench, new Pipe(bench, gcs, "gcs-retention", 2));
  }

  private void survivesAKill(Bench bench, Pipe pipe) throws Exception {
    pipe.with("roll.records", "100").run();
    pipe.produce(3_000);
    pipe.awaitFiles(10);
    bench.worker().kill();
    bench.worker().restart();
    bench.worker().awaitReady();
    pipe.awaitRunning();
    pipe.produce(3_000);
    pipe.awaitNoLag();

    assertExact(pipe.verify(), 6_000);
    // Two attempts per task and partition at most, however many entries have become old.
    assertThat(gcs.calls().requests(Operation.DELETE)).isLessThan(30);
    pipe.end();
  }

  @ParameterizedTest
  @EnumSource(names = {"OBJECTS_CREATE", "OBJECTS_GET", "OBJECTS_LIST"})
  void aConnectorThatLacksAPermissionIsRefusedWithItsName(Permission missing, Bench bench)
      throws Exception {
    gcs.access().grantOnly(DOCUMENTED);
    gcs.access().deny(missing);
    Pipe pipe = new Pipe(bench, gcs, "gcs-lacks-" + missing.name(), 1);

    assertThatThrownBy(pipe::run)
        .isInstanceOf(RequestRefused.class)
        .hasMessageContaining("lacks " + missing.id());
  }

  @Test
  void aTaskThatLosesItsPermissionForTooLongFailsWithItsNameAndGoesOnWhenItIsGranted(Bench bench)
      throws Exception {
    Pipe pipe =
        new Pipe(bench, gcs, "gcs-loses-permission", 1)
            .with("roll.records", "100")
            .with("storage.timeout.ms", "3000")
            .with("retry.timeout.ms", "3000");
    pipe.run();
    pipe.produce(500);
    pipe.awaitFiles(2);
    gcs.access().deny(Permission.OBJECTS_CREATE);
    pipe.produce(500);

    assertThat(pipe.awaitFailure()).contains("lacks storage.objects.create");

    gcs.access().grant(Permission.OBJECTS_CREATE);
    // Connect starts the tasks again only where a setting differs.
    pipe.with("retry.backoff.ms", "400").recover();
    pipe.produce(500);
    pipe.awaitNoLag();
    assertExact(pipe.verify(), 1_500);
    pipe.end();
  }
}
