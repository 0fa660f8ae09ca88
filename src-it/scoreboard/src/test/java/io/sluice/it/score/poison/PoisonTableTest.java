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
package io.sluice.it.score.poison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sluice.config.FormatName;
import io.sluice.it.connector.poison.PoisonKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PoisonTableTest {
  private final PoisonTable table = new PoisonTable();

  @ParameterizedTest
  @EnumSource(FormatName.class)
  void everyKindIsDecidedInEveryFormat(FormatName format) {
    assertThatCode(() -> table.good(format)).doesNotThrowAnyException();
    assertThat(PoisonKind.values())
        .allSatisfy(
            kind -> assertThatCode(() -> table.reason(kind, format)).doesNotThrowAnyException());
  }

  @Test
  void everyKindIsRejectedBySomeFormat() {
    assertThat(PoisonKind.values())
        .allSatisfy(
            kind ->
                assertThat(FormatName.values())
                    .anyMatch(format -> table.reason(kind, format).isPresent()));
  }
}
