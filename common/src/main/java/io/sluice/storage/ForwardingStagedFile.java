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
import java.util.Objects;

/** Forwards every call to another staged file; a base for decorators. */
public class ForwardingStagedFile implements StagedFile {
  private final StagedFile delegate;

  public ForwardingStagedFile(StagedFile delegate) {
    this.delegate = Objects.requireNonNull(delegate, "delegate");
  }

  protected final StagedFile delegate() {
    return delegate;
  }

  @Override
  public StagedId id() {
    return delegate.id();
  }

  @Override
  public OutputStream output() {
    return delegate.output();
  }

  @Override
  public boolean writesThrough() {
    return delegate.writesThrough();
  }

  @Override
  public long heldBytes() {
    return delegate.heldBytes();
  }

  @Override
  public void seal() throws StorageException {
    delegate.seal();
  }

  @Override
  public void abandon() {
    delegate.abandon();
  }
}
