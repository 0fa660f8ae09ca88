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
package io.sluice.hdfs;

import io.sluice.storage.StagedFile;
import io.sluice.storage.StagedId;
import io.sluice.storage.StagedOutput;
import io.sluice.storage.StorageException;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.fs.FSDataOutputStream;

final class HadoopStagedFile implements StagedFile {
  private final StagedId id;
  private final String path;
  private final FSDataOutputStream file;
  private final long heldBytes;
  private final OutputStream output = new StagedOutput(this::write);

  /**
   * @param file created so that closing it forces its content to disk
   * @param heldBytes memory that the open stream holds
   */
  HadoopStagedFile(StagedId id, String path, FSDataOutputStream file, long heldBytes) {
    this.id = id;
    this.path = path;
    this.file = file;
    this.heldBytes = heldBytes;
  }

  @Override
  public StagedId id() {
    return id;
  }

  @Override
  public OutputStream output() {
    return output;
  }

  /** The client collects packets, and an open packet takes more memory than a small record. */
  @Override
  public boolean writesThrough() {
    return false;
  }

  @Override
  public long heldBytes() {
    return heldBytes;
  }

  @Override
  public void seal() throws StorageException {
    try {
      file.close();
    } catch (IOException | RuntimeException e) {
      throw HadoopErrors.translate("seal", path, e);
    }
  }

  /**
   * Closes the stream, the only way to free it. The file is then complete, but is never published,
   * because no ledger entry names it.
   */
  @Override
  public void abandon() {
    closeQuietly(file);
  }

  static void closeQuietly(FSDataOutputStream file) {
    try {
      file.close();
    } catch (IOException | RuntimeException e) {
      // The client's lease expires, and a later sweep removes the file.
      return;
    }
  }

  private void write(byte[] bytes, int offset, int length) throws StorageException {
    try {
      file.write(bytes, offset, length);
    } catch (IOException e) {
      throw HadoopErrors.translate("write", path, e);
    }
  }
}
