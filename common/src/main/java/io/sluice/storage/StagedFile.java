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
   * The stream that fills the file, always the same one. It is not buffered: hand it large chunks.
   * Closing it has no effect, so that an encoder may close what it wraps. Fails with {@link
   * StorageException}.
   */
  OutputStream output();

  /**
   * Whether the heap holds nothing of what a write has handed over once it returned, so that
   * writing early frees memory. If not, an early write may take more than it frees.
   */
  boolean writesThrough();

  /**
   * Bytes of memory that the open handle holds whatever is written, 0 where it is little; always
   * the same. Never blocks.
   */
  long heldBytes();

  /**
   * Makes what was written as durable as the store's staging can be, and closes the file. Once it
   * has returned, {@link Storage#publish} may be called. After a failure the file can only be
   * abandoned.
   */
  void seal() throws StorageException;

  /**
   * Frees the handle of a file that is given up, sealed or not, and that no ledger entry names.
   * Where staging dies with the process the bytes are removed; where it survives they stay until a
   * sweep or {@link Storage#discard}. Blocks like any storage call. Never throws.
   */
  void abandon();
}
