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

import java.io.OutputStream;

/**
 * A file being staged, confined to one thread at a time. It ends with {@link #seal} or {@link
 * #abandon}; neither of them, nor closing the stream, ever publishes.
 */
public interface StagedFile {

  StagedId id();

  /**
   * The stream into the file, always the same one. It is not buffered: write large chunks. Closing
   * it has no effect, so that encoders may close the stream they wrap. Fails with {@link
   * StorageException}.
   */
  OutputStream output();

  /**
   * Whether written bytes no longer take heap once a write has returned, so that flushing early
   * frees memory. If not, an early flush may take more memory than it frees.
   */
  boolean writesThrough();

  /**
   * The constant number of heap bytes that an open handle takes, without written bytes; 0 if it is
   * small. Never blocks.
   */
  long heldBytes();

  /**
   * Makes the written bytes as durable as the store's staging can be, and closes the file. Once it
   * has returned, {@link Storage#publish} may be called. After a failure the file can only be
   * abandoned.
   */
  void seal() throws StorageException;

  /**
   * Frees the handle of a file, sealed or not, that no ledger entry names. If staging does not
   * survive the process, deletes the bytes; otherwise they remain until a sweep or {@link
   * Storage#discard}. Blocks like any storage call. Never throws.
   */
  void abandon();
}
