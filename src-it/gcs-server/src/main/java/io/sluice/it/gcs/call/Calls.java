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
package io.sluice.it.gcs.call;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counts calls. Any thread may ask at any time. */
public final class Calls {
  private static final int OPERATIONS = Operation.values().length;

  private final AtomicLongArray requests = new AtomicLongArray(OPERATIONS);
  private final AtomicLongArray billed = new AtomicLongArray(OPERATIONS);

  /**
   * Counts a call that was answered or would have been.
   *
   * @param status of the answer; refused and failed calls are not billed
   */
  public void answered(Operation operation, int status) {
    if (status < 400) {
      billed.incrementAndGet(operation.ordinal());
    }
  }

  /** Counts a call that came in. */
  public void received(Operation operation) {
    requests.incrementAndGet(operation.ordinal());
  }

  /** Calls of the operation that came in, failed ones too. */
  public long requests(Operation operation) {
    return requests.get(operation.ordinal());
  }

  /** All requests, failed ones too; those within a batch count one by one, beside the batch. */
  public long requests() {
    long sum = 0;
    for (int i = 0; i < OPERATIONS; i++) {
      sum += requests.get(i);
    }
    return sum;
  }

  /** The billed operations of this class: those that succeeded. */
  public long billed(BillingClass billing) {
    long sum = 0;
    for (Operation operation : Operation.values()) {
      if (operation.billing() == billing) {
        sum += billed.get(operation.ordinal());
      }
    }
    return sum;
  }

  /** The counts so far, for differences. */
  public Counts counts() {
    return new Counts(
        billed(BillingClass.A), billed(BillingClass.B), billed(BillingClass.FREE), requests());
  }

  /** Counts at one moment. */
  public record Counts(long classA, long classB, long free, long requests) {

    /** The calls since an earlier moment. */
    public Counts since(Counts earlier) {
      return new Counts(
          classA - earlier.classA,
          classB - earlier.classB,
          free - earlier.free,
          requests - earlier.requests);
    }
  }
}
