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

import io.sluice.it.connector.poison.PoisonMessage;
import io.sluice.it.score.poison.PoisonTopic.Entry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares a dead-letter queue with the records that had to be rejected. */
final class DeadLetterCheck {
  private final PoisonTopic topic;
  private final Map<String, String> reasons = new HashMap<>();

  DeadLetterCheck(PoisonTopic topic) {
    this.topic = topic;
  }

  private record Position(int partition, long offset) {}

  /** Compares. */
  void check(List<DeadLetter> letters, Findings findings) {
    Map<Position, PoisonMessage> messages = new HashMap<>();
    for (Entry entry : topic.entries()) {
      messages.put(new Position(entry.partition(), entry.offset()), entry.message());
    }
    Set<Position> reported = new HashSet<>();
    for (DeadLetter letter : letters) {
      Position position = new Position(letter.partition(), letter.offset());
      PoisonMessage message = messages.get(position);
      if (!letter.topic().equals(topic.name()) || message == null) {
        findings.add(
            "dead letters of " + topic.name(),
            "there is no record at " + letter.topic() + " " + position);
      } else {
        if (!reported.add(position)) {
          findings.add(topic.cell(message), "reported twice");
        }
        check(message, letter, findings);
      }
    }
    messages.forEach(
        (position, message) -> {
          if (topic.reason(message).isPresent() && !reported.contains(position)) {
            findings.add(topic.cell(message), "not reported");
          }
        });
  }

  private void check(PoisonMessage message, DeadLetter letter, Findings findings) {
    String cell = topic.cell(message);
    String said = letter.reason();
    if (!topic.reason(message).map(reason -> reason.isIn(said)).orElse(false)) {
      findings.add(cell, "rejected: " + said);
    }
    if (said.contains(PoisonMessage.MARKER)) {
      findings.add(cell, "the reason contains data: " + said);
    }
    if (!Arrays.equals(letter.value(), message.encode())) {
      findings.add(cell, "the dead letter is not the record");
    }
    String earlier = reasons.putIfAbsent(cell, said);
    if (earlier != null && !earlier.equals(said)) {
      findings.add(cell, "reported in two ways: " + earlier + "; " + said);
    }
  }

  /** The sentences, by cell. */
  Map<String, String> reasons() {
    return reasons;
  }
}
