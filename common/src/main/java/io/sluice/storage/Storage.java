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
 * The few operations that the commit protocol needs from a store. Every operation is mandatory.
 *
 * <p>Paths and names are relative to the root that the implementation was opened with, use {@code
 * /} as separator, never start with it, and hold no empty, {@code .} or {@code ..} component.
 * Parents need not exist. All methods block, may be called from any thread, concurrently and after
 * an earlier call on the same path failed. Reads and listings see every mutation that was
 * acknowledged before they were called.
 *
 * <p>A call that mutates may fail, may be applied although it failed, and may be applied after it
 * failed: {@link StorageException} says nothing about whether it was applied. Each method says how
 * the caller finds out.
 *
 * <p>An interrupt ends a call early with a {@link StorageException}; its outcome is then unknown
 * like that of any failed call.
 */
public interface Storage extends AutoCloseable {

  /**
   * Whether sealed staged files outlive the process. If they do, {@link #staged} also lists those
   * of other processes, and {@link #publish} works on them; if not, a file that was decided but not
   * published when its process died must be rebuilt from Kafka.
   */
  boolean stagingSurvives();

  /**
   * Creates a staged file, which no reader of the output can see.
   *
   * @throws StorageException if it cannot be created; a partly created one is found by {@link
   *     #staged}
   */
  StagedFile stage(StagedId id) throws StorageException;

  /**
   * The staged files of a partition, sealed or not, in no particular order: those of all processes
   * where staging survives, else those that were staged through this object.
   */
  List<StagedId> staged(String topic, int partition) throws StorageException;

  /**
   * Bytes that are staged above the budget that staging has; 0 where it has none. Files that are
   * sealed count until they are published or discarded. Never blocks.
   */
  long stagingExcess();

  /**
   * Makes a whole sealed file visible as {@code name} in one atomic step, never overwriting. May be
   * repeated until the outcome is known, by any process.
   *
   * @param identity what tells this file from any other one of that name
   * @return see {@link PublishOutcome}
   * @throws StorageException if the outcome is unknown (retriable), or if a foreign file has the
   *     name (not retriable)
   */
  PublishOutcome publish(StagedId id, String name, FileIdentity identity) throws StorageException;

  /** Removes a staged file; one that is absent is fine. Only for files that no entry names. */
  void discard(StagedId id) throws StorageException;

  /**
   * Creates a file with this content, whole or not at all, unless the path is taken.
   *
   * @return whether this call created it. {@link CreateOutcome#EXISTS} may be the work of this very
   *     call or of an earlier one whose reply was lost: read it back to know.
   * @throws StorageException if the outcome is unknown
   */
  CreateOutcome createIfAbsent(String path, byte[] content) throws StorageException;

  /**
   * The names (last components) of the files directly in a directory, ascending, without
   * sub-directories; empty if the directory does not exist. Names outside ASCII are where the store
   * puts them, always in the same place. The cost depends on {@code limit} and not on how many
   * files there are.
   *
   * @param limit the most names to return, at least 1
   */
  List<String> list(String directory, int limit) throws StorageException;

  /**
   * The names (last components) of the directories directly in a directory, in no particular order;
   * empty if the directory does not exist. A directory is there as long as there is a file below
   * it; whether an empty one is depends on the store. Not meant for directories with many files.
   */
  List<String> directories(String directory) throws StorageException;

  /**
   * The content of a file; empty if it does not exist.
   *
   * @throws StorageException not retriable if the file is longer than {@code maxBytes}
   */
  Optional<byte[]> read(String path, int maxBytes) throws StorageException;

  /** Deletes a file; one that is absent is fine. */
  void delete(String path) throws StorageException;

  /**
   * Proves that the store can be reached, written to and published to, leaving nothing behind.
   *
   * @param outputDirectory where files will be published; empty for the root
   * @param ledgerDirectory where the ledger and staged files will be
   * @throws StorageException naming what is refused and the remedy
   */
  void probe(String outputDirectory, String ledgerDirectory) throws StorageException;

  /** Frees connections; calls in progress fail. Never throws. */
  @Override
  void close();
}
