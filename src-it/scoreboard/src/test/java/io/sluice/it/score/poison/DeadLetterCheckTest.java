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

import io.sluice.config.FormatName;
import io.sluice.it.connector.poison.PoisonKind;
import io.sluice.it.connector.poison.PoisonMessage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLetterCheckTest {
  private static final String REASON = "a Date has a time of day";

  private final PoisonTopic topic = new PoisonTopic(FormatName.JSON, new PoisonTable(), 1);

  @BeforeEach
  void fill() {
    topic.add(0, Optional.empty());
    topic.add(0, Optional.of(PoisonKind.DATE_WITH_TIME));
    topic.add(0, Optional.of(PoisonKind.DATE_WITH_TIME));
    topic.add(0, Optional.of(PoisonKind.STRUCT));
  }

  private DeadLetter letter(int offset, String reason) {
    byte[] value = topic.entries().get(offset).message().encode();
    return new DeadLetter(topic.name(), 0, offset, reason, value);
  }

  private Map<String, String> findings(DeadLetter... letters) {
    Findings findings = new Findings();
    new DeadLetterCheck(topic).check(List.of(letters), findings);
    return findings.all();
  }

  @Test
  void whatIsAsItShouldBeIsNoFinding() {
    assertThat(findings(letter(1, REASON), letter(2, REASON))).isEmpty();
  }

  @Test
  void aRecordThatIsNotReportedIsFound() {
    assertThat(findings(letter(1, REASON))).containsEntry("date with time x json", "not reported");
  }

  @Test
  void aRecordThatIsReportedTwiceIsFound() {
    assertThat(findings(letter(1, REASON), letter(2, REASON), letter(1, REASON)))
        .containsEntry("date with time x json", "reported twice");
  }

  @Test
  void aRecordThatShouldHaveBeenWrittenIsFound() {
    assertThat(findings(letter(1, REASON), letter(2, REASON), letter(0, REASON), letter(3, REASON)))
        .containsOnlyKeys("good records x json", "struct x json");
  }

  @Test
  void anotherReasonIsFound() {
    assertThat(findings(letter(1, "no reason"), letter(2, REASON)))
        .containsEntry("date with time x json", "rejected: no reason");
  }

  @Test
  void dataInTheReasonIsFound() {
    String disclosing = REASON + ": " + PoisonMessage.text(1);
    assertThat(findings(letter(1, disclosing), letter(2, disclosing)))
        .containsEntry("date with time x json", "the reason contains data: " + disclosing);
  }

  @Test
  void aRecordThatThereIsNotIsFound() {
    DeadLetter stray = new DeadLetter(topic.name(), 0, 9, REASON, new byte[0]);
    assertThat(findings(letter(1, REASON), letter(2, REASON), stray))
        .containsOnlyKeys("dead letters of poison-json");
  }
}
