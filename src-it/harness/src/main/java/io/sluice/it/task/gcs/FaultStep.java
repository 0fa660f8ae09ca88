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
package io.sluice.it.task.gcs;

import io.sluice.it.gcs.call.Operation;
import io.sluice.it.gcs.fault.Faults;
import io.sluice.it.gcs.fault.Script;
import java.util.function.Predicate;

/** A step of a commit that a fault can meet. */
public enum FaultStep {
  APPEND("append", Operation.INSERT, FaultStep::isLedger, false, true),
  VERIFY_LIST("verify list", Operation.LIST, any -> true, false, false),
  SMALL_PUBLISH("small publish", Operation.INSERT, name -> !isLedger(name), false, true),
  RESUMABLE_START("resumable start", Operation.RESUMABLE_START, any -> true, true, false),
  /** A request that brings bytes from the middle of a file. */
  CHUNK("chunk", Operation.RESUMABLE_CHUNK, any -> true, true, true),
  /** The request that shows how much of an interrupted chunk has arrived. */
  STATUS("upload status", Operation.RESUMABLE_STATUS, any -> true, true, false) {
    @Override
    public void lead(Faults faults) {
      faults.on(Operation.RESUMABLE_CHUNK).dropMidBody();
    }
  },
  /** The request that brings the last bytes of a file. */
  FINALIZE("finalize", Operation.RESUMABLE_FINALIZE, any -> true, true, true),
  /** The request that shows, after a lost reply, who wrote the object. */
  METADATA_READ("metadata read", Operation.GET, any -> true, false, false) {
    @Override
    public void lead(Faults faults) {
      faults.on(Operation.INSERT).named(name -> !isLedger(name)).dropAfter();
    }
  };

  private final String title;
  private final Operation operation;
  private final Predicate<String> names;
  private final boolean largeFiles;
  private final boolean bytes;

  FaultStep(
      String title,
      Operation operation,
      Predicate<String> names,
      boolean largeFiles,
      boolean bytes) {
    this.title = title;
    this.operation = operation;
    this.names = names;
    this.largeFiles = largeFiles;
    this.bytes = bytes;
  }

  public String title() {
    return title;
  }

  /** Whether the step exists only for files that are uploaded resumably. */
  public boolean largeFiles() {
    return largeFiles;
  }

  /** Whether it is a listing, whose answer has pages. */
  public boolean isListing() {
    return operation == Operation.LIST;
  }

  /** Whether it sends bytes of an object, which have a checksum. */
  public boolean hasBytes() {
    return bytes;
  }

  /** Causes the step to occur, if a commit without faults does not need it. */
  public void lead(Faults faults) {}

  /** Begins the script of a fault that meets this step once. */
  public Script script(Faults faults) {
    return faults.on(operation).named(names);
  }

  private static boolean isLedger(String name) {
    return name.contains("/_sluice/");
  }
}
