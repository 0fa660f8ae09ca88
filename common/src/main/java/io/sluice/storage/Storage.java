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

import java.util.List;
import java.util.Optional;

/**
 * The operations that the commit protocol needs from a store. Every operation is mandatory.
 *
 * <p>Paths and names are relative to the root that the implementation was opened with, use {@code
 * /} as separator, never start with it, and contain no empty, {@code .} or {@code ..} component.
 * Parents need not exist. All methods block; they may be called from any thread, concurrently, and
 * after a failed call on the same path. Reads and listings see every mutation that was acknowledged
 * before they were called.
 *
 * <p>A mutation may be applied although its call failed, and even after the call failed: a {@link
 * StorageException} does not say whether it was applied. Each method says how the caller finds out.
 *
 * <p>An interrupt ends a call early with a {@link StorageException}; its outcome is unknown, as
 * after any failed call.
 */
public interface Storage extends AutoCloseable {

  /**
   * Whether sealed staged files survive the process. If so, {@link #staged} also lists those of
   * other processes, and {@link #publish} works on them; if not, a file that was decided but not
   * published when its process died must be rebuilt from Kafka.
   */
  boolean stagingSurvives();

  /**
   * Creates a staged file, which no reader of the output can see.
   *
   * @throws StorageException if the file cannot be created; {@link #staged} may list it
   *     nevertheless
   */
  StagedFile stage(StagedId id) throws StorageException;

  /**
   * The staged files of a partition, sealed or not, in no particular order: those of all processes
   * if staging survives, else those that were staged through this object.
   */
  List<StagedId> staged(String topic, int partition) throws StorageException;

  /**
   * The bytes by which staging exceeds its limit; 0 if it has none. Sealed files count until they
   * are published or discarded. Never blocks.
   */
  long stagingExcess();

  /**
   * Makes a whole sealed file visible as {@code name} in one atomic step, never overwriting. May be
   * repeated until the outcome is known, by any process.
   *
   * @param identity distinguishes this file from any other one of that name
   * @return see {@link PublishOutcome}
   * @throws StorageException if the outcome is unknown (retriable), or if a foreign file has the
   *     name (not retriable)
   */
  PublishOutcome publish(StagedId id, String name, FileIdentity identity) throws StorageException;

  /** Deletes a staged file; does nothing if it is absent. Only for files that no entry names. */
  void discard(StagedId id) throws StorageException;

  /**
   * Creates a file with this content, whole or not at all, unless the path exists.
   *
   * @return whether this call created the file. After {@link CreateOutcome#EXISTS} the file may
   *     still be from this call or from an earlier one whose reply was lost: read it to find out.
   * @throws StorageException if the outcome is unknown
   */
  CreateOutcome createIfAbsent(String path, byte[] content) throws StorageException;

  /**
   * The names (last components) of the files directly in a directory, ascending, without
   * sub-directories; empty if the directory does not exist. The order of names outside ASCII is the
   * store's, and stable. The cost depends on {@code limit} and not on the number of files.
   *
   * @param limit the most names to return, at least 1
   */
  List<String> list(String directory, int limit) throws StorageException;

  /**
   * The names (last components) of the directories directly in a directory, in no particular order;
   * empty if the directory does not exist. A directory exists while there is a file below it;
   * whether an empty one exists depends on the store. Not for directories with many files.
   */
  List<String> directories(String directory) throws StorageException;

  /**
   * The content of a file; empty if it does not exist.
   *
   * @throws StorageException a fatal one if the file is longer than {@code maxBytes}
   */
  Optional<byte[]> read(String path, int maxBytes) throws StorageException;

  /** Deletes a file; does nothing if it is absent. */
  void delete(String path) throws StorageException;

  /**
   * Checks that the store can be reached, written to and published to. Deletes whatever it wrote.
   *
   * @param outputDirectory the directory of published files; empty for the root
   * @param ledgerDirectory the directory of the ledger and staged files
   * @throws StorageException with a message that names what is refused and the remedy
   */
  void probe(String outputDirectory, String ledgerDirectory) throws StorageException;

  /** Frees connections; calls in progress fail. Never throws. */
  @Override
  void close();
}
