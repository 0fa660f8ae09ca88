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
package io.sluice.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.format.type.NamedTypes;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;

class NamedTimesTest {
  @Test
  void everyTimeOfTheTableOfTypesIsUnderstood() {
    for (NamedTypes.Named named : NamedTypes.all()) {
      String name = named.name();
      switch (named.fileType().kind()) {
        case TIME_OF_DAY -> assertThat(NamedTimes.isTimeOfDay(name)).as(name).isTrue();
        case DATE, INSTANT, LOCAL_TIMESTAMP ->
            // The values of Connect's Timestamp say themselves what they are.
            assertThat(NamedTimes.decides(name) || name.equals(Timestamp.LOGICAL_NAME))
                .as(name)
                .isTrue();
        default -> {}
      }
    }
  }
}
