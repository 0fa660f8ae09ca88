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
package io.sluice.storage;

import java.io.IOException;

/**
 * The failure of a storage call. Implementations translate foreign exceptions once, and decide
 * there whether a retry may help.
 */
public final class StorageException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** What the caller may expect of a retry. */
  public enum Kind {
    /** The same step may succeed later. */
    RETRIABLE,
    /** The store refuses the step; somebody may change a permission or a quota. */
    REFUSED,
    /** A retry cannot help. */
    FATAL
  }

  private StorageException(String message, Throwable cause, Kind kind) {
    super(message, cause);
    this.kind = kind;
  }

  /**
   * The same step may succeed later.
   *
   * @param message one sentence: operation, path and cause
   */
  public static StorageException retriable(String message, Throwable cause) {
    return new StorageException(message, cause, Kind.RETRIABLE);
  }

  /**
   * The store refuses the step for lack of a permission or of quota. It may succeed once somebody
   * has changed that.
   *
   * @param message one sentence: operation, path, cause and remedy
   */
  public static StorageException refused(String message, Throwable cause) {
    return new StorageException(message, cause, Kind.REFUSED);
  }

  /**
   * A retry cannot help.
   *
   * @param message one sentence: operation, path, cause and remedy
   */
  public static StorageException fatal(String message, Throwable cause) {
    return new StorageException(message, cause, Kind.FATAL);
  }

  /**
   * A failure of the given kind.
   *
   * @param message one sentence: operation, path and cause, and the remedy unless it is retriable
   */
  public static StorageException of(Kind kind, String message, Throwable cause) {
    return new StorageException(message, cause, kind);
  }

  public Kind kind() {
    return kind;
  }

  /** Whether the same step may succeed later although nobody changes anything. */
  public boolean retriable() {
    return kind == Kind.RETRIABLE;
  }
}
