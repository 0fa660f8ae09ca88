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

import io.sluice.exec.BudgetShare;
import io.sluice.exec.CallMonitor;
import io.sluice.exec.FileReservation;
import io.sluice.exec.TaskTime.Moment;
import io.sluice.format.FileHeader;
import io.sluice.format.WriterFormat;
import io.sluice.format.schema.FileSchema;
import io.sluice.storage.StagedFile;
import io.sluice.storage.StagedId;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import java.io.IOException;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens one writer's files within the budget, and frees those that it releases. Confined to the
 * writer.
 */
final class Staging {
  private static final Logger LOG = LoggerFactory.getLogger(Staging.class);

  private final TopicPartition topicPartition;
  private final long epoch;
  private final BudgetShare share;
  private final TaskResources resources;
  private final CallMonitor.Owner writer;

  Staging(
      TopicPartition topicPartition,
      long epoch,
      BudgetShare share,
      TaskResources resources,
      CallMonitor.Owner writer) {
    this.topicPartition = topicPartition;
    this.epoch = epoch;
    this.share = share;
    this.resources = resources;
    this.writer = writer;
  }

  /**
   * Stages a file. Blocks in the store, on the writer's thread.
   *
   * @return null if the task has no room for another file; the budget wakes the writer when there
   *     is room
   */
  OutputFile open(OutputFile.Content content, Moment now) throws IOException {
    UUID id = resources.uuid();
    FileReservation reservation = share.openFile(id);
    return reservation == null ? null : stage(content, id, reservation, now);
  }

  /** Stages a rebuild, which does not wait for room. */
  OutputFile openRebuild(String name, WriterFormat format, FileSchema schema, UUID id, Moment now)
      throws IOException {
    FileReservation reservation = share.openRebuild(id);
    if (reservation == null) {
      throw ended();
    }
    return stage(new OutputFile.Content(name, format, schema), id, reservation, now);
  }

  private OutputFile stage(
      OutputFile.Content content, UUID uuid, FileReservation reservation, Moment now)
      throws IOException {
    StagedId id = new StagedId(topicPartition.topic(), topicPartition.partition(), epoch, uuid);
    try {
      FileHandle handle = start(content, id);
      OutputFile file = new OutputFile(content, handle, reservation, now);
      if (writer.abandoned()) {
        // The writer was abandoned during the call, and has already freed its other files.
        release(file, false);
        throw ended();
      }
      return file;
    } catch (IOException | RuntimeException e) {
      reservation.release();
      throw e;
    }
  }

  private FileHandle start(OutputFile.Content content, StagedId id) throws IOException {
    Storage storage = resources.storage().connected();
    CallMonitor.Call call = resources.threads().monitor().begin(writer, CallMonitor.Pool.WRITER);
    StagedFile staged;
    try {
      staged = storage.stage(id);
    } finally {
      call.end();
    }
    return FileHandle.start(
        staged,
        new MonitoredOutput(staged.output(), resources.threads().monitor(), writer),
        content.format().encoders(),
        new FileHeader(content.schema(), id.topic(), id.partition()));
  }

  /**
   * Releases a file in any state, without waiting.
   *
   * @param discard whether to delete the staged file now; otherwise a later sweep does
   */
  void release(OutputFile file, boolean discard) {
    if (!file.release()) {
      return;
    }
    FileHandle handle = file.handle();
    resources
        .threads()
        .cleaner()
        .submit(
            () -> {
              handle.free();
              if (discard) {
                discard(handle.id());
              }
            });
  }

  private void discard(StagedId id) {
    try {
      resources.storage().connected().discard(id);
    } catch (IOException e) {
      // Debug level: an outage may cause thousands of these lines, one per file.
      LOG.debug(
          "The staged file {} of {} remains until the next sweep: {}",
          id.fileName(),
          topicPartition,
          e.getMessage());
    }
  }

  private static StorageException ended() {
    return StorageException.retriable("the writer was abandoned while it opened a file", null);
  }
}
