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
package io.sluice.roll;

import io.sluice.config.RollConfig;
import java.util.Optional;

/** Rolls a file when it reaches a limit; 0 is no limit. Files without records never roll. */
final class LimitRollPolicy implements RollPolicy {

  private static final Optional<RollReason> BYTES = Optional.of(RollReason.BYTES);
  private static final Optional<RollReason> RECORDS = Optional.of(RollReason.RECORDS);
  private static final Optional<RollReason> INTERVAL = Optional.of(RollReason.INTERVAL);
  private static final Optional<RollReason> IDLE = Optional.of(RollReason.IDLE);
  private static final Optional<RollReason> EVENT_TIME = Optional.of(RollReason.EVENT_TIME);
  private static final Optional<RollReason> SCHEDULE = Optional.of(RollReason.SCHEDULE);

  private final long bytes;
  private final long records;
  private final long intervalMillis;
  private final long idleMillis;
  private final long eventTimeMillis;
  private final Schedule schedule;

  LimitRollPolicy(RollConfig config, Schedule schedule) {
    this.bytes = noneAsMax(config.bytes());
    this.records = noneAsMax(config.records());
    this.intervalMillis = noneAsMax(config.intervalMillis());
    this.idleMillis = noneAsMax(config.idleMillis());
    this.eventTimeMillis = noneAsMax(config.eventTimeMillis());
    this.schedule = schedule;
  }

  @Override
  public Optional<RollReason> beforeAppend(long firstEventTime, long eventTime) {
    return eventTime - firstEventTime >= eventTimeMillis ? EVENT_TIME : Optional.empty();
  }

  @Override
  public Optional<RollReason> onAppend(long fileBytes, long fileRecords) {
    if (fileRecords >= records) {
      return RECORDS;
    }
    return fileBytes >= bytes ? BYTES : Optional.empty();
  }

  @Override
  public Optional<RollReason> onTick(FileStats file, long now) {
    if (file.records() == 0) {
      return Optional.empty();
    }
    if (file.age() >= intervalMillis) {
      return INTERVAL;
    }
    if (file.idle() >= idleMillis) {
      return IDLE;
    }
    return schedule.passed(file.openedAt(), now) ? SCHEDULE : Optional.empty();
  }

  private static long noneAsMax(long limit) {
    return limit == 0 ? Long.MAX_VALUE : limit;
  }
}
