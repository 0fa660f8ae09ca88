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
package io.sluice.writer;

import io.sluice.ledger.Failures;
import io.sluice.ledger.FencedException;
import io.sluice.ledger.LedgerException;
import java.util.OptionalLong;

/**
 * Why a writer gave up its partition.
 *
 * @param kind what happens next
 * @param message one sentence, without the partition's name
 * @param cause may be null
 * @param restartAt where the topic begins anew, for {@link Kind#RESET}
 */
public record Failure(Kind kind, String message, Throwable cause, OptionalLong restartAt) {

  public enum Kind {
    /** Another task owns the partition, or it could not be ruled out: open it again. */
    FENCED,
    /** Open the partition again after a while. */
    RETRIABLE,
    /** The topic begins anew, and the settings want that stored: open it with a new generation. */
    RESET,
    /** The task must stop. */
    FATAL
  }

  public Failure(Kind kind, String message, Throwable cause) {
    this(kind, message, cause, OptionalLong.empty());
  }

  /** Classifies what a storage call or the ledger threw. */
  public static Failure of(String operation, Throwable error) {
    Throwable cause = Failures.unwrap(error);
    String message = operation + ": " + Failures.message(cause);
    if (cause instanceof FencedException) {
      return new Failure(Kind.FENCED, message, cause);
    }
    if (cause instanceof LedgerException) {
      return new Failure(Kind.FATAL, Failures.message(cause), cause);
    }
    return new Failure(Failures.retriable(cause) ? Kind.RETRIABLE : Kind.FATAL, message, cause);
  }

  public static Failure fatal(String message, Throwable cause) {
    return new Failure(Kind.FATAL, message, cause);
  }
}
