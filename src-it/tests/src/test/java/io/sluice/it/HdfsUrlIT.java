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

import io.sluice.it.server.StorageKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** File systems that the HDFS connector cannot use. */
@ExtendWith(SharedBench.class)
class HdfsUrlIT {

  @Test
  void aStoreWithoutAtomicRenameIsRefused(Bench bench) {
    Map<String, String> config = new HashMap<>(bench.store(StorageKind.hdfs).connector("any"));
    config.put("name", "any");
    config.put("topics", "any");
    config.put("hdfs.url", "s3a://bucket");

    Map<String, List<String>> errors = bench.connect().validate(config);

    assertThat(errors).containsOnlyKeys("hdfs.url");
    assertThat(errors.get("hdfs.url")).singleElement().asString().contains("rename");
  }
}
