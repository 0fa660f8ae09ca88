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
import java.util.concurrent.CompletionException;

/** Reads the failures of futures. */
public final class Failures {
  private Failures() {}

  /** The failure itself, without the wrapper that a chain of futures puts around it. */
  public static Throwable unwrap(Throwable error) {
    return error instanceof CompletionException && error.getCause() != null
        ? error.getCause()
        : error;
  }

  /** The failure in one line. */
  public static String message(Throwable error) {
    Throwable cause = unwrap(error);
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  /** Whether the store said that repeating the step cannot help. */
  static boolean refused(Throwable error) {
    return unwrap(error) instanceof StorageException failed && !failed.retriable();
  }

  /** Whether trying again may help: input and output errors, unless the store said otherwise. */
  public static boolean retriable(Throwable error) {
    Throwable cause = unwrap(error);
    return cause instanceof StorageException failed
        ? failed.retriable()
        : cause instanceof IOException;
  }
}
