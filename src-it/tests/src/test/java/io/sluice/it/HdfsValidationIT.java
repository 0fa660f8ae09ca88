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

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.it.server.StoreKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HdfsValidationIT extends ValidationScenario {

  HdfsValidationIT() {
    super(StoreKind.hdfs);
  }

  @Override
  String serverKey() {
    return "hdfs.url";
  }

  @Override
  String server(int port) {
    return "hdfs://127.0.0.1:" + port;
  }

  @Override
  List<String> saysWhereNobodyListens() {
    return List.of("nothing listens there", "check hdfs.url");
  }

  @Override
  Map<String, String> badSettings() {
    return Map.of("hdfs.replication", "-1");
  }

  @Test
  void aStoreWithoutAtomicRenameIsRefused(Bench bench) {
    Map<String, String> config = config(bench);
    config.put("hdfs.url", "s3a://bucket");
    Map<String, List<String>> errors = bench.connect().validate(config);
    assertThat(errors).containsOnlyKeys("hdfs.url");
    assertThat(errors.get("hdfs.url")).singleElement().asString().contains("rename");
  }
}
