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
package io.sluice.it.gcs.fault;

import io.sluice.it.gcs.call.Operation;
import io.sluice.it.gcs.fault.Fault.Match;
import io.sluice.it.gcs.store.ContentFiles;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Builds a fault, which by default applies to the first matching call only. The last method says
 * what happens to the call, and activates the fault.
 */
public final class Script {
  private static final Set<Operation> WITH_BYTES =
      EnumSet.of(
          Operation.INSERT,
          Operation.RESUMABLE_CHUNK,
          Operation.RESUMABLE_FINALIZE,
          Operation.DOWNLOAD);

  private final Faults owner;
  private final ContentFiles files;
  private final Set<Operation> operations;
  private Predicate<String> name = any -> true;
  private long skipped;
  private long times = 1;

  Script(Faults owner, ContentFiles files, Set<Operation> operations) {
    this.owner = owner;
    this.files = files;
    this.operations = operations;
  }

  /** Only calls whose object has such a name; it is empty for a list. */
  public Script named(Predicate<String> names) {
    name = names;
    return this;
  }

  /** Passes this number of matching calls first. */
  public Script after(long calls) {
    skipped = calls;
    return this;
  }

  public Script times(long calls) {
    times = calls;
    return this;
  }

  public Script always() {
    times = Long.MAX_VALUE;
    return this;
  }

  /** Answers with an error and does nothing. */
  public Fault status(int code) {
    return add(new StatusEffect(code, ""));
  }

  /** Answers with an error that says when to come back, and does nothing. */
  public Fault status(int code, Duration retryAfter) {
    return add(new StatusEffect(code, Long.toString(retryAfter.toSeconds())));
  }

  /** Delays the call. */
  public Fault delay(Duration delay) {
    return add(new DelayEffect(delay));
  }

  /** Holds the call until the fault is released or removed, and then executes it. */
  public Fault stall() {
    return add(new StallEffect());
  }

  /** Ends the connection before any byte of media is read. */
  public Fault dropBefore() {
    return add(DropEffect.BEFORE);
  }

  /**
   * Ends the connection in the middle of the request's bytes, or of those of the answer to a read.
   */
  public Fault dropMidBody() {
    return add(DropEffect.MID_BODY);
  }

  /** Executes the call, and ends the connection instead of answering. */
  public Fault dropAfter() {
    return add(DropEffect.AFTER);
  }

  /** Reads the call and ends the connection; executes the call when the fault is released. */
  public Fault applyLater() {
    return add(new LateEffect(files));
  }

  /**
   * Changes a byte in transit: of an upload before it is stored, of a download before it is sent.
   *
   * @throws IllegalArgumentException for an operation without such bytes
   */
  public Fault corrupt() {
    if (!WITH_BYTES.containsAll(operations)) {
      throw new IllegalArgumentException("no bytes to corrupt in one of " + operations);
    }
    return add(new CorruptEffect());
  }

  /** Executes the call, and answers with the checksum of other bytes. */
  public Fault misreportChecksum() {
    return add(new MisreportEffect());
  }

  /** Answers a listing with one entry, and where to continue. */
  public Fault shortPage() {
    return add(PageEffect.SHORT.effect());
  }

  /** Answers a listing with no entry, and where to continue. */
  public Fault emptyPage() {
    return add(PageEffect.EMPTY.effect());
  }

  /** Answers listings with no entry and with one in turn, and where to continue. */
  public Fault sparsePages() {
    return add(PageEffect.SPARSE.effect());
  }

  private Fault add(Effect effect) {
    return owner.add(new Fault(owner, new Match(operations, name, skipped, times), effect));
  }
}
