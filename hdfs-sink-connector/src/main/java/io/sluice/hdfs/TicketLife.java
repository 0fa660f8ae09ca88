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
package io.sluice.hdfs;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosTicket;

/**
 * When a ticket is renewed: after three quarters of its life, so that the KDC may be away for the
 * last one, which is six hours of a day.
 *
 * @param start by the KDC's clock
 * @param end by the KDC's clock
 */
record TicketLife(Instant start, Instant end) {
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
  private static final int RETRIES_PER_LIFE = 50;

  /** The life of the ticket that a login has put into the subject. */
  static TicketLife of(Subject subject) {
    return subject.getPrivateCredentials(KerberosTicket.class).stream()
        .filter(ticket -> ticket.getServer().getName().startsWith("krbtgt/"))
        .map(
            ticket ->
                new TicketLife(
                    (ticket.getStartTime() == null ? ticket.getAuthTime() : ticket.getStartTime())
                        .toInstant(),
                    ticket.getEndTime().toInstant()))
        .max(Comparator.comparing(TicketLife::end))
        .orElseThrow(() -> new IllegalStateException("the login brought no ticket"));
  }

  boolean due(Instant now) {
    return !now.isBefore(renewal());
  }

  private Instant renewal() {
    return start.plus(length().multipliedBy(3).dividedBy(4));
  }

  private Duration length() {
    return Duration.between(start, end);
  }

  /**
   * How long to wait before the next look at the clock. At most a minute, because a suspended
   * machine does not count the time that it slept.
   */
  Duration pause(Instant now) {
    Duration until =
        due(now) ? length().dividedBy(RETRIES_PER_LIFE) : Duration.between(now, renewal());
    if (until.compareTo(SHORTEST_PAUSE) < 0) {
      return SHORTEST_PAUSE;
    }
    return until.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : until;
  }
}
