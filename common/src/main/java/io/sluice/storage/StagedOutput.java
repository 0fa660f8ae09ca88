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
import java.util.Objects;

/**
 * The stream of a {@link StagedFile}: not buffered, and closing it has no effect. A single byte is
 * written as an array of one.
 */
public final class StagedOutput extends OutputStream {
  private final Target target;

  public StagedOutput(Target target) {
    this.target = target;
  }

  /** Receives the written bytes. */
  @FunctionalInterface
  public interface Target {
    /**
     * @throws StorageException if the bytes cannot be written
     */
    void write(byte[] bytes, int offset, int length) throws IOException;
  }

  @Override
  public void write(int value) throws IOException {
    target.write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    target.write(bytes, offset, length);
  }
}
