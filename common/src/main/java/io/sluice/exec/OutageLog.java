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

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs outages, in which an operation fails repeatedly: one warning for each new cause, a summary
 * at growing intervals, and one line when the outage ends. Stack traces appear at DEBUG. Safe for
 * any thread.
 */
public final class OutageLog {
  private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);

  private static final long FIRST_SUMMARY_MILLIS = 60_000;
  private static final long MAX_SUMMARY_MILLIS = 1_800_000;

  /**
   * The most causes of one outage that are logged at once; further ones appear in the summaries.
   */
  private static final int MAX_CAUSES = 16;

  /** Numbers and ids, which are ignored when the messages of two failures are compared. */
  private static final Pattern VARYING = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4,12})+|\\d+");

  private final Map<Key, Outage> outages = new HashMap<>();
  private final Ticker ticker;

  public OutageLog(Ticker ticker) {
    this.ticker = ticker;
  }

  private record Key(String subject, String operation) {}

  private static final class Outage {
    private final long since;
    private final Set<String> causes = new HashSet<>();
    private long failures;
    private long interval = FIRST_SUMMARY_MILLIS;
    private long nextSummary;

    private Outage(long now) {
      since = now;
      nextSummary = now + interval;
    }
  }

  /**
   * Takes a failure after which the operation will be retried.
   *
   * @param subject for instance a topic partition
   * @param operation distinguishes outages of one subject, for instance {@code publishing}
   * @param message one sentence with the cause
   * @param error null if nothing was thrown
   */
  public void failed(String subject, String operation, String message, Throwable error) {
    LOG.debug("{}, {}: {}", subject, operation, message, error);
    long now = ticker.millis();
    long failures;
    long lasted;
    synchronized (this) {
      Outage outage = outages.computeIfAbsent(new Key(subject, operation), k -> new Outage(now));
      failures = ++outage.failures;
      lasted = now - outage.since;
      boolean known =
          outage.causes.size() >= MAX_CAUSES
              || !outage.causes.add(VARYING.matcher(message).replaceAll("#"));
      if (known && now < outage.nextSummary) {
        return;
      }
      if (known) {
        outage.interval = Math.min(2 * outage.interval, MAX_SUMMARY_MILLIS);
        outage.nextSummary = now + outage.interval;
      }
      failures = known ? failures : 0;
    }
    if (failures == 0) {
      LOG.warn("{}: {} failed and will be retried: {}", subject, operation, message);
    } else {
      LOG.warn(
          "{}: {} has failed {} times in {}, at last: {}",
          subject,
          operation,
          failures,
          length(lasted),
          message);
    }
  }

  /** Ends an outage; without one this does nothing. */
  public void ended(String subject, String operation) {
    Outage ended;
    synchronized (this) {
      if (outages.isEmpty()) {
        return;
      }
      ended = outages.remove(new Key(subject, operation));
    }
    if (ended != null) {
      LOG.info(
          "{}: {} works again after {} and {} failures",
          subject,
          operation,
          length(ticker.millis() - ended.since),
          ended.failures);
    }
  }

  /** Drops the outages of a subject, for instance of a revoked partition, without logging. */
  public synchronized void forget(String subject) {
    outages.keySet().removeIf(key -> key.subject.equals(subject));
  }

  private static String length(long millis) {
    Duration duration = Duration.ofMillis(millis);
    return duration.toMinutes() < 1
        ? duration.toSeconds() + " s"
        : duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
  }
}
