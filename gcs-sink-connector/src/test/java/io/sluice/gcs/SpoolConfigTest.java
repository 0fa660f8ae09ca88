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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolConfigTest {

  @Test
  void aFileHasToFitIntoTheSpool() {
    assertThat(Configs.errors("spool.limit.bytes", "1048576", "roll.bytes", "1048576")).isEmpty();
    assertThat(Configs.errors("spool.limit.bytes", "1048576", "roll.bytes", "1048577"))
        .singleElement()
        .asString()
        .startsWith("spool.limit.bytes: ")
        .contains("roll.bytes (1048577)", "raise it, or lower roll.bytes");
    assertThat(
            Configs.errors(
                "spool.limit.bytes",
                "134217728",
                "roll.bytes",
                "1048576",
                "format",
                "parquet",
                "parquet.row.group.bytes",
                "134217728",
                "memory.limit.bytes",
                "268435456"))
        .singleElement()
        .asString()
        .contains("its encoder holds (134217728)");
    assertThat(Configs.errors("roll.bytes", "9223372036854775807")).hasSize(1);
  }

  @Test
  void theSpoolsDiskHasToHaveRoomForItsLimit(@TempDir Path disk) {
    assertThat(hostErrors("spool.dir", disk.resolve("new").toString())).isEmpty();
    assertThat(hostErrors("spool.dir", disk.toString(), "spool.limit.bytes", "9000000000000000000"))
        .singleElement()
        .asString()
        .startsWith("spool.limit.bytes: ")
        .contains(disk.toString(), "lower it, free space");
  }

  @Test
  void aSpoolThatCannotBeMadeIsAnErrorOnItsKey(@TempDir Path disk) throws IOException {
    Path file = Files.createFile(disk.resolve("file"));
    assertThat(hostErrors("spool.dir", file.toString()))
        .singleElement()
        .asString()
        .startsWith("spool.dir: ")
        .contains(file.toString());
  }

  private static List<String> hostErrors(String... settings) {
    List<String> errors = new ArrayList<>();
    new GcsStorageProvider()
        .checkHost(Configs.parse(settings), (key, message) -> errors.add(key + ": " + message));
    return errors;
  }
}
