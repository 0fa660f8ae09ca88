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
package io.sluice.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.ledger.LedgerEntry.Kind;
import io.sluice.ledger.LedgerEntry.LogIdentity;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TenureTest {
  private static LedgerEntry claim(long seq, String owner) {
    return new LedgerEntry(
        seq,
        owner,
        new UUID(0, seq),
        seq,
        0,
        0,
        new OffsetSet(),
        List.of(),
        Kind.CLAIM,
        LogIdentity.UNKNOWN);
  }

  @Test
  void aFirstOpeningMeetsWhateverIsThere() {
    assertThat(Tenure.NONE.meets(claim(7, "other-0"), "mine-0")).isEqualTo(Tenure.NONE);
  }

  @Test
  void anotherTaskOfTheSameConnectorIsNoTakeover() {
    assertThat(new Tenure(5, 0).meets(claim(7, "my-name-12"), "my-name-0").takeovers()).isZero();
    assertThat(new Tenure(5, 0).meets(claim(7, "my-name-offsets"), "my-name-0").takeovers())
        .isZero();
  }

  @Test
  void anEntryBelowTheClaimIsNoTakeover() {
    assertThat(new Tenure(5, 0).meets(claim(4, "other-0"), "mine-0").takeovers()).isZero();
  }

  @Test
  void aRenamedConnectorMayTakeOverOnceAndComingBackIsContested() {
    Tenure once = new Tenure(5, 0).meets(claim(7, "other-0"), "mine-0").claimed(8);
    assertThat(once).isEqualTo(new Tenure(8, 1));
    assertThat(once.contested()).isFalse();

    assertThat(once.meets(claim(9, "other-0"), "mine-0").contested()).isTrue();
  }
}
