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
package io.sluice.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.CollectedLog;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutageLogTest {
  private static final long MINUTE = 60_000;

  private final CollectedLog log = new CollectedLog();
  private long now;
  private final OutageLog outages = new OutageLog(() -> now);

  @AfterEach
  void close() {
    log.close();
  }

  private void fail(String message) {
    outages.failed("t-0", "publishing", message, new IOException(message));
  }

  @Test
  void aCauseIsLoggedOnceHoweverItsNumbersDiffer() {
    fail("no answer for file 1 of 6e1ab7c0-1111-4222-8333-944445555666");
    fail("no answer for file 2 of 6e1ab7c0-1111-4222-8333-9aaaabbbbccc");

    assertThat(log.warnings())
        .containsExactly(
            "t-0: publishing failed and will be retried: no answer for file 1 of"
                + " 6e1ab7c0-1111-4222-8333-944445555666");
  }

  @Test
  void anotherCauseIsLoggedToo() {
    fail("no answer");
    fail("no permission");
    fail("no answer");

    assertThat(log.warnings()).hasSize(2).last().asString().contains("no permission");
  }

  @Test
  void summariesBecomeRarer() {
    for (now = 0; now <= 180 * MINUTE; now += 1000) {
      fail("no answer");
    }

    // at 0, and after 1, 3, 7, 15, 31, 61, 91, 121 and 151 minutes
    assertThat(log.warnings()).hasSize(10);
    assertThat(log.warnings().get(2))
        .contains("failed 181 times in 3 min 0 s")
        .contains("no answer");
  }

  @Test
  void theEndIsLoggedOnceWithTheLength() {
    fail("no answer");
    now = 2 * MINUTE + 5_000;
    outages.ended("t-0", "publishing");
    outages.ended("t-0", "publishing");

    assertThat(log.infos())
        .containsExactly("t-0: publishing works again after 2 min 5 s and 1 failures");
  }

  @Test
  void anOutageThatEndedBeginsAnew() {
    fail("no answer");
    outages.ended("t-0", "publishing");
    fail("no answer");

    assertThat(log.warnings()).hasSize(2);
  }

  @Test
  void outagesOfOthersAreApart() {
    fail("no answer");
    outages.failed("t-1", "publishing", "no answer", null);
    outages.failed("t-0", "the partition", "no answer", null);
    assertThat(log.warnings()).hasSize(3);

    outages.forget("t-0");
    outages.ended("t-0", "publishing");
    outages.ended("t-0", "the partition");
    outages.ended("t-1", "publishing");

    assertThat(log.infos()).hasSize(1).first().asString().startsWith("t-1");
  }

  @Test
  void stackTracesAreNotPartOfTheLog() {
    fail("no answer");

    assertThat(log.stackTraces()).isZero();
  }
}
