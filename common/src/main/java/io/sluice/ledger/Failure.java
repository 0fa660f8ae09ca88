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
package io.sluice.ledger;

import io.sluice.storage.StorageException;
import java.io.IOException;

/**
 * Why a step failed. Classified once, where a storage call ends or where the ledger contradicts the
 * log.
 */
public sealed interface Failure {

  /**
   * One sentence, without the partition's name: what failed, why, and the remedy if there is one.
   */
  String message();

  /** What was thrown; null if nothing was. */
  default Throwable cause() {
    return null;
  }

  /**
   * An entry of another owner is in the ledger instead of ours: nothing may be published or
   * deleted.
   */
  record Fenced(String message, Evidence evidence) implements Failure {}

  /**
   * The store did not say whether an entry was appended or is the highest. As with {@link Fenced},
   * nothing may be published or deleted, but there may be no other owner.
   */
  record Unknown(String message, Throwable cause) implements Failure {}

  /** The store failed, and the same step may succeed later. */
  record Retriable(String message, Throwable cause) implements Failure {}

  /**
   * The store refused the call, for instance for lack of a permission or of quota, which somebody
   * may change.
   */
  record Refused(String message, Throwable cause) implements Failure {}

  /** Retrying does not help: the task must fail. */
  record Fatal(String message, Throwable cause) implements Failure {
    public Fatal(String message) {
      this(message, null);
    }
  }

  /**
   * The topic was recreated or truncated, and the settings permit a new generation.
   *
   * @param restartAt the offset at which a new generation begins
   */
  record Reset(String message, long restartAt) implements Failure {}

  /**
   * The entry that was seen instead of ours.
   *
   * @param seq its position in the ledger
   * @param owner who appended it; null if it could not be read
   */
  record Evidence(long seq, String owner) {
    static Evidence of(LedgerEntry entry) {
      return new Evidence(entry.seq(), entry.owner());
    }

    @Override
    public String toString() {
      return "ledger entry " + seq + " of " + (owner == null ? "an unknown owner" : owner);
    }
  }

  /**
   * Classifies an exception or error of a storage call.
   *
   * @return {@link Retriable}, {@link Refused} or {@link Fatal}
   */
  static Failure of(Throwable error) {
    String message = error.getMessage() == null ? error.toString() : error.getMessage();
    if (error instanceof StorageException failed) {
      return switch (failed.kind()) {
        case RETRIABLE -> new Retriable(message, error);
        case REFUSED -> new Refused(message, error);
        case FATAL -> new Fatal(message, error);
      };
    }
    return error instanceof IOException
        ? new Retriable(message, error)
        : new Fatal("unexpected error: " + error, error);
  }

  /** Like {@link #of(Throwable)}, with a message that begins with the operation. */
  static Failure of(String operation, Throwable error) {
    return of(error).during(operation);
  }

  /** The same failure, with a message that begins with the operation. */
  default Failure during(String operation) {
    String message = operation + ": " + message();
    if (this instanceof Retriable) {
      return new Retriable(message, cause());
    }
    if (this instanceof Refused) {
      return new Refused(message, cause());
    }
    if (this instanceof Unknown) {
      return new Unknown(message, cause());
    }
    if (this instanceof Fatal) {
      return new Fatal(message, cause());
    }
    return this;
  }
}
