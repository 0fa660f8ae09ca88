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

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.FileIdentity;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ObjectIdentityTest {
  private static final FileIdentity IDENTITY =
      new FileIdentity("connector%20a", "orders", 3, 10, 19, 9, new UUID(1, 2), 7, 1);

  @Test
  void isReadBackFromMetadata() {
    Map<String, String> metadata = ObjectIdentity.metadata(IDENTITY, 7, Map.of("team", "payments"));

    assertThat(metadata).containsEntry("team", "payments").containsEntry("sluice-start", "10");
    assertThat(ObjectIdentity.parse(metadata)).contains(IDENTITY);
  }

  @Test
  void isAbsentWhereAnythingIsMissingOrMalformed() {
    Map<String, String> metadata = ObjectIdentity.metadata(IDENTITY, 7, Map.of());
    // files of earlier versions do not have it
    metadata.remove("sluice-crc32c");
    assertThat(ObjectIdentity.parse(metadata)).contains(IDENTITY);
    for (String name : metadata.keySet()) {
      Map<String, String> less = new HashMap<>(metadata);
      less.remove(name);
      assertThat(ObjectIdentity.parse(less)).as("without %s", name).isEmpty();
    }
    metadata.put("sluice-epoch", "x");
    assertThat(ObjectIdentity.parse(metadata)).isEmpty();
  }
}
