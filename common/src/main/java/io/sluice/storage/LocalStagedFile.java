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
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

final class LocalStagedFile implements StagedFile {
  private final StagedId id;
  private final String path;
  private final FileChannel channel;
  private final LocalDirectories directories;
  private final OutputStream output = new StagedOutput(this::write);

  LocalStagedFile(StagedId id, String path, FileChannel channel, LocalDirectories directories) {
    this.id = id;
    this.path = path;
    this.channel = channel;
    this.directories = directories;
  }

  @Override
  public StagedId id() {
    return id;
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public boolean writesThrough() {
    return true;
  }

  @Override
  public long heldBytes() {
    return 0;
  }

  @Override
  public void seal() throws StorageException {
    try {
      channel.force(true);
      channel.close();
      Path file = directories.resolve(path);
      directories.force(file.getParent());
      if (!Files.exists(file)) {
        throw StorageException.retriable("seal " + path + ": it was discarded", null);
      }
    } catch (IOException e) {
      throw LocalErrors.translate("seal", path, e);
    }
  }

  @Override
  public void abandon() {
    try {
      channel.close();
    } catch (IOException e) {
      // The handle is freed even so, and nobody needs the bytes.
      return;
    }
  }

  private void write(byte[] bytes, int offset, int length) throws StorageException {
    try {
      ChunkedWrites.write(channel, bytes, offset, length, written -> {});
    } catch (IOException e) {
      throw LocalErrors.translate("write", path, e);
    }
  }
}
