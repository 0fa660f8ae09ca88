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
package io.sluice.gcs;

import io.sluice.connect.ConnectorExamples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example for this connector is accepted. */
class ExamplesTest {
  private final ConnectorExamples examples =
      new ConnectorExamples(
          new GcsSinkConnector(),
          new GcsStorageProvider(),
          Map.of(
              "${env:GCS_ENDPOINT}", "http://localhost:4443",
              "${env:SPOOL_DIR}", "/var/spool/sluice",
              "${env:KAFKA_BOOTSTRAP_SERVERS}", "broker:9092"));

  static List<Path> examples() throws IOException {
    return ConnectorExamples.of("gcs");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isAccepted(Path example) throws IOException {
    examples.assertAccepted(example);
  }
}
