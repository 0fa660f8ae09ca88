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

/** Why a file was rolled. */
public enum RollReason {
  BYTES,
  RECORDS,
  INTERVAL,
  IDLE,
  EVENT_TIME,
  SCHEDULE,
  /** The file's schema was retired: no further record will have it. */
  SCHEMA,
  /** The file was evicted, because of {@code max.open.files}, memory or staging. */
  RESOURCES,
  /** The ledger's bounds on offsets or time were reached. */
  LEDGER_SPAN,
  /** The partition is being closed under {@code close.policy=commit}. */
  CLOSE
}
