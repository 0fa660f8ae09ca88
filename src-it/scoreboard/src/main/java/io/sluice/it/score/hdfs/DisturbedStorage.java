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
package io.sluice.it.score.hdfs;

import io.sluice.storage.CreateOutcome;
import io.sluice.storage.FileIdentity;
import io.sluice.storage.ForwardingStagedFile;
import io.sluice.storage.ForwardingStorage;
import io.sluice.storage.PublishOutcome;
import io.sluice.storage.StagedFile;
import io.sluice.storage.StagedId;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A storage whose calls meet a disturbance. */
final class DisturbedStorage extends ForwardingStorage {
  private final Disturbance disturbance;
  private final AtomicBoolean claimed = new AtomicBoolean();

  DisturbedStorage(Storage storage, Disturbance disturbance) {
    super(storage);
    this.disturbance = disturbance;
  }

  @Override
  public List<String> list(String directory, int limit) throws StorageException {
    return disturbance.meet(Step.LIST, () -> super.list(directory, limit));
  }

  /** The first entry of a task is its claim. */
  @Override
  public CreateOutcome createIfAbsent(String path, byte[] content) throws StorageException {
    Step step = claimed.get() ? Step.DECIDE : Step.CLAIM;
    CreateOutcome outcome = disturbance.meet(step, () -> super.createIfAbsent(path, content));
    claimed.set(true);
    return outcome;
  }

  @Override
  public PublishOutcome publish(StagedId id, String name, FileIdentity identity)
      throws StorageException {
    return disturbance.meet(Step.PUBLISH, () -> super.publish(id, name, identity));
  }

  @Override
  public StagedFile stage(StagedId id) throws StorageException {
    return disturbance.meet(Step.STAGE, () -> new DisturbedFile(super.stage(id), disturbance));
  }

  private static final class DisturbedFile extends ForwardingStagedFile {
    private final Disturbance disturbance;
    private final OutputStream output;

    DisturbedFile(StagedFile file, Disturbance disturbance) {
      super(file);
      this.disturbance = disturbance;
      this.output = new DisturbedOutput(file.output(), disturbance);
    }

    @Override
    public OutputStream output() {
      return output;
    }

    @Override
    public void seal() throws StorageException {
      disturbance.meet(
          Step.SEAL,
          () -> {
            super.seal();
            return id();
          });
    }
  }

  private static final class DisturbedOutput extends OutputStream {
    private final OutputStream output;
    private final Disturbance disturbance;

    DisturbedOutput(OutputStream output, Disturbance disturbance) {
      this.output = output;
      this.disturbance = disturbance;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      disturbance.meet(Step.WRITE, () -> length);
      output.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      output.flush();
    }
  }
}
