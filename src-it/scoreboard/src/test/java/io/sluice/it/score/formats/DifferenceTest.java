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
package io.sluice.it.score.formats;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferenceTest {

  @Test
  void aDifferenceIsFoundWhereItIs() {
    assertThat(
            Difference.between(
                Map.of("a", List.of(1L, Map.of("b", 2.0))),
                Map.of("a", List.of(1L, Map.of("b", 2.5)))))
        .hasValue(" at '/a/1/b': Double(2.5) instead of Double(2.0)");
  }

  @Test
  void whatOnlyLooksTheSameDiffers() {
    assertThat(Difference.between(0.0, -0.0)).isPresent();
    assertThat(Difference.between(1L, 1.0)).isPresent();
    assertThat(Difference.between(new BigDecimal("1.0"), new BigDecimal("1.00"))).isPresent();
    assertThat(Difference.between("", null)).isPresent();
    assertThat(Difference.between(List.of(), null)).isPresent();
    assertThat(Difference.between("1", ByteBuffer.wrap(new byte[] {'1'}))).isPresent();
    assertThat(Difference.between(Arrays.asList(1L, null), List.of(1L))).isPresent();
  }

  @Test
  void theSameDoesNotDiffer() {
    assertThat(Difference.between(Float.NaN, Float.intBitsToFloat(0x7fc00001))).isEmpty();
    assertThat(Difference.between(ByteBuffer.wrap(new byte[] {1}), ByteBuffer.wrap(new byte[] {1})))
        .isEmpty();
    assertThat(Difference.between(null, null)).isEmpty();
  }
}
