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
package io.sluice.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoragePathsTest {
  private static final String STAGING = "topics/_sluice/connector/staging";

  @Test
  void aLedgerEntryIsWrittenWhereTheNextOwnerSweeps() {
    String temporary =
        StoragePaths.temporaryFile(STAGING, "topics/_sluice/connector/access-log/3/0.json");

    assertThat(StoragePaths.parent(temporary))
        .isEqualTo(StoragePaths.stagingDirectory(STAGING, "access-log", 3));
    assertThat(StagedId.parse("access-log", 3, StoragePaths.name(temporary)))
        .hasValueSatisfying(id -> assertThat(id.epoch()).isZero());
  }

  @Test
  void anyOtherFileIsWrittenWhereNoPartitionStages() {
    assertThat(StoragePaths.temporaryFile(STAGING, "topics/a/b"))
        .startsWith(StoragePaths.temporaryDirectory(STAGING) + "/");
    assertThat(StoragePaths.temporaryFile(STAGING, "topics/_sluice/connector/a/b/c"))
        .startsWith(StoragePaths.temporaryDirectory(STAGING) + "/");
  }
}
