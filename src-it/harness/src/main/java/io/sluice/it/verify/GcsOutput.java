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
package io.sluice.it.verify;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.StorageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Published files of a bucket. */
final class GcsOutput implements Output {
  /** Larger objects are streamed. */
  private static final long READ_AT_ONCE = 1 << 20;

  private final Storage storage;
  private final String bucket;
  private final String root;

  /**
   * @param storage is closed by the caller
   * @param root what the names of all objects begin with
   */
  GcsOutput(Storage storage, String bucket, String root) {
    this.storage = storage;
    this.bucket = bucket;
    this.root = root;
  }

  @Override
  public List<File> files() throws IOException {
    List<File> found = new ArrayList<>();
    for (Blob blob : published()) {
      found.add(new File(blob.getName().substring(root.length()), blob.getSize()));
    }
    found.sort(Comparator.comparing(File::path));
    return found;
  }

  private List<Blob> published() throws IOException {
    List<Blob> found = new ArrayList<>();
    try {
      for (Blob blob : storage.list(bucket, BlobListOption.prefix(root)).iterateAll()) {
        String path = blob.getName().substring(root.length());
        if (Arrays.stream(path.split("/")).noneMatch(Output::hidden)) {
          found.add(blob);
        }
      }
    } catch (StorageException e) {
      throw new IOException("cannot list " + root, e);
    }
    return found;
  }

  @Override
  public InputStream open(File file) throws IOException {
    BlobId id = BlobId.of(bucket, root + file.path());
    try {
      return file.bytes() <= READ_AT_ONCE
          ? new ByteArrayInputStream(storage.readAllBytes(id))
          : Channels.newInputStream(storage.reader(id));
    } catch (StorageException e) {
      throw new IOException("cannot read " + file.path(), e);
    }
  }

  @Override
  public Instant lastChange() throws IOException {
    return published().stream()
        .map(blob -> blob.getCreateTimeOffsetDateTime().toInstant())
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }
}
