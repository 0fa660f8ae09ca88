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
package io.sluice.it.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NameCheckTest {

  @Test
  void hostileValuesStayInTheirDirectoryAndApart(@TempDir Path directory) throws IOException {
    NameCheck names = new NameCheck(directory);
    HostileValues hostile = new HostileValues(7);

    for (int i = 0; i < 20_000; i++) {
      names.check(hostile.next());
    }

    assertThat(names.components()).isGreaterThan(10_000);
    assertThat(names.cut()).isGreaterThan(1_000);
    assertThat(names.escapes()).isZero();
    assertThat(names.collisions()).isZero();
    assertThat(names.rejected()).isZero();
    assertThat(names.irreversible()).isZero();
  }
}
