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
package io.sluice.it.connector;

import io.sluice.it.connector.Gate.Operation;
import io.sluice.storage.CreateOutcome;
import io.sluice.storage.FileIdentity;
import io.sluice.storage.ForwardingStagedFile;
import io.sluice.storage.ForwardingStorage;
import io.sluice.storage.PublishOutcome;
import io.sluice.storage.StagedFile;
import io.sluice.storage.StagedId;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Passes a {@link Gate} before each call that concerns one partition. */
final class HangingStorage extends ForwardingStorage {
  private final Gate gate;

  HangingStorage(Storage delegate, Gate gate) {
    super(delegate);
    this.gate = gate;
  }

  @Override
  public StagedFile stage(StagedId id) throws StorageException {
    StagedFile file = delegate().stage(id);
    OutputStream output = new HangingStream(file.output(), id.partition());
    return new ForwardingStagedFile(file) {
      @Override
      public OutputStream output() {
        return output;
      }

      @Override
      public void seal() throws StorageException {
        gate.pass(Operation.SEAL, id.partition());
        super.seal();
      }
    };
  }

  @Override
  public PublishOutcome publish(StagedId id, String name, FileIdentity identity)
      throws StorageException {
    gate.pass(Operation.PUBLISH, id.partition());
    return super.publish(id, name, identity);
  }

  @Override
  public CreateOutcome createIfAbsent(String path, byte[] content) throws StorageException {
    gate.pass(Operation.APPEND, partition(path.substring(0, path.lastIndexOf('/'))));
    return super.createIfAbsent(path, content);
  }

  @Override
  public List<String> list(String directory, int limit) throws StorageException {
    gate.pass(Operation.LIST, partition(directory));
    return super.list(directory, limit);
  }

  @Override
  public List<String> directories(String directory) throws StorageException {
    gate.pass(Operation.LIST, partition(directory));
    return super.directories(directory);
  }

  /** The ledger's directories end with topic and partition. */
  private static int partition(String directory) {
    String last = directory.substring(directory.lastIndexOf('/') + 1);
    return last.matches("\\d{1,9}") ? Integer.parseInt(last) : -1;
  }

  private final class HangingStream extends FilterOutputStream {
    private final int partition;

    HangingStream(OutputStream delegate, int partition) {
      super(delegate);
      this.partition = partition;
    }

    @Override
    public void write(int b) throws IOException {
      gate.pass(Operation.STAGE_WRITE, partition);
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      gate.pass(Operation.STAGE_WRITE, partition);
      out.write(bytes, offset, length);
    }
  }
}
