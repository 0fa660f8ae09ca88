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

import io.sluice.exec.CallMonitor;
import io.sluice.exec.TaskMemory;
import io.sluice.exec.TaskTime.Moment;
import io.sluice.format.Format;
import io.sluice.format.schema.FileSchema;
import io.sluice.ledger.Lane;
import io.sluice.ledger.Step;
import io.sluice.storage.StagedFile;
import io.sluice.storage.StagedId;
import io.sluice.storage.Storage;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens, seals and lets go of one writer's staged files, and accounts for their memory. Confined to
 * the writer.
 */
final class Staging {
  private static final Logger LOG = LoggerFactory.getLogger(Staging.class);

  private final PartitionWriter writer;
  private final TopicPartition topicPartition;
  private final TaskResources resources;
  private final TaskMemory.Share memory;
  private final StagingRoom.Share room;
  private final Set<OpenFile> sealing = new HashSet<>();

  Staging(
      PartitionWriter writer,
      TaskResources resources,
      TaskMemory.Share memory,
      StagingRoom.Share room) {
    this.writer = writer;
    this.topicPartition = writer.topicPartition();
    this.resources = resources;
    this.memory = memory;
    this.room = room;
  }

  /** Stages a file; blocks in the store, on the writer's thread. */
  OpenFile open(String group, Format format, FileSchema schema, UUID fileId, Moment now)
      throws IOException {
    StagedId id =
        new StagedId(topicPartition.topic(), topicPartition.partition(), writer.epoch(), fileId);
    Storage storage = resources.storage().connected();
    CallMonitor.Call call = resources.monitor().begin(writer, CallMonitor.Pool.WRITER);
    StagedFile staged;
    try {
      staged = storage.stage(id);
    } catch (IOException | RuntimeException e) {
      call.end();
      throw e;
    }
    call.end();
    MonitoredOutput output = new MonitoredOutput(staged.output(), resources.monitor(), writer);
    return new OpenFile(group, format, schema, staged, output, now);
  }

  /** Takes note of the memory that a file needs now. */
  void account(OpenFile file) {
    memory.add(file.accountGrowth());
  }

  /**
   * Takes note of the memory that a file needs which is written again. It ends with its last record
   * and no earlier: neither do others make room for it, nor does the task wait until there is.
   */
  void accountRebuild(OpenFile file) {
    long before = file.accountedBytes();
    account(file);
    memory.leave(file.accountedBytes() - before);
  }

  /** Writes what a file that is written again holds in memory, as {@link #relieve} does. */
  void relieveRebuild(OpenFile file) throws IOException {
    file.relieve();
    accountRebuild(file);
  }

  /** Seals a file that was written again, then goes on. */
  void sealRebuild(OpenFile file, Runnable then) {
    memory.leave(-file.accountedBytes());
    seal(file, then);
  }

  /**
   * Writes what a file holds in memory, if that frees it; blocks in the store, on the writer's
   * thread.
   *
   * @return how many bytes that freed
   */
  long relieve(OpenFile file) throws IOException {
    long before = file.accountedBytes();
    file.relieve();
    account(file);
    return before - file.accountedBytes();
  }

  /** Seals a file that takes no more records, then goes on. */
  void seal(OpenFile file, Runnable then) {
    // While it is sealed, the writer goes on with the same draft.
    file.schema().fix();
    sealing.add(file);
    account(file);
    memory.leave(file.accountedBytes());
    room.leave(file.id().uuid(), file.size());
    writer.then(
        Step.call(
            Lane.SEALING,
            storage -> {
              file.seal();
              return null;
            }),
        "sealing the staged file " + file.id().fileName(),
        none -> {
          sealing.remove(file);
          memory.left(file.accountedBytes());
          then.run();
        });
  }

  /** Whether no file is being sealed. */
  boolean idle() {
    return sealing.isEmpty();
  }

  /**
   * Frees a file that no entry names, without waiting.
   *
   * @param discard whether to delete what is staged, instead of leaving it to a sweep
   */
  void letGo(OpenFile file, boolean discard) {
    resources.cleaner().submit(file::abandon);
    if (discard) {
      discard(file.id());
    }
  }

  /** Deletes a staged file that no entry names, without waiting. */
  void discard(StagedId id) {
    resources
        .cleaner()
        .submit(
            () -> {
              try {
                resources.storage().connected().discard(id);
              } catch (IOException e) {
                LOG.info(
                    "The staged file {} of {} stays until the next sweep: {}",
                    id.fileName(),
                    topicPartition,
                    e.getMessage());
              }
            });
  }
}
