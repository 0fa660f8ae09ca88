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
package io.sluice.simulator;

/** The calls that can be hit by a fault. */
enum StorageCall {
  OPEN,
  STAGE,
  WRITE,
  SEAL,
  ABANDON,
  STAGED,
  /** The step that makes a staged file visible. */
  PUBLISH,
  DISCARD,
  /** The step that makes an entry visible. */
  CREATE,
  LIST,
  READ,
  DELETE,
  PROBE,
  /** Makes the temporary file of an entry. */
  TEMPORARY(false),
  WRITE_ENTRY(false),
  DELETE_TEMPORARY(false),
  /** Asks whether the source or the target of a rename exists. */
  LOOK(false),
  MAKE_DIRECTORY(false),
  RENAME_AGAIN(false),
  /** A question to Kafka. */
  DESCRIBE(false);

  private final boolean operation;

  StorageCall() {
    this(true);
  }

  StorageCall(boolean operation) {
    this.operation = operation;
  }

  /** Whether it is an operation of the storage contract, and not a further step. */
  boolean operation() {
    return operation;
  }
}
