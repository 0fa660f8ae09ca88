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
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.StorageException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;

/**
 * The files of a connector in a bucket, with its ledger inside its output directory, and in its
 * spool. Calls that fail throw {@link StorageException}, as {@link IOException}.
 */
public final class GcsFiles implements ConnectorFiles {
  private static final byte[] NOTHING = new byte[0];

  private final Storage storage;
  private final String bucket;
  private final String root;
  private final Spool spool;

  /**
   * @param storage is closed by the caller
   * @param root the output directory
   * @param spool the connector's
   */
  public GcsFiles(Storage storage, String bucket, String root, Spool spool) {
    this.storage = storage;
    this.bucket = bucket;
    this.root = root.replaceAll("^/|/$", "") + "/";
    this.spool = spool;
  }

  @Override
  public String location() {
    return "gs://" + bucket + "/" + root;
  }

  @Override
  public Output output() {
    return new GcsOutput(storage, bucket, root);
  }

  /** An object appears as a whole, so open files are in the spool. */
  @Override
  public int countOpen() throws IOException {
    return Math.toIntExact(
        spool.files().stream()
            .filter(path -> !Spool.isLock(path.substring(path.lastIndexOf('/') + 1)))
            .count());
  }

  @Override
  public List<String> unpublished() throws IOException {
    return spool.files();
  }

  @Override
  public byte[] highestEntry(String connector, String topic, int partition) throws IOException {
    String entries = root + "_sluice/" + connector + "/" + topic + "/" + partition + "/";
    try {
      // Names sort from the highest to the lowest.
      for (Blob blob :
          storage
              .list(bucket, BlobListOption.prefix(entries), BlobListOption.pageSize(1))
              .getValues()) {
        return storage.readAllBytes(blob.getBlobId());
      }
    } catch (StorageException e) {
      throw new IOException("cannot read the ledger in " + entries, e);
    }
    throw new FileNotFoundException("no entry in " + entries);
  }

  @Override
  public void create(String path) throws IOException {
    try {
      storage.create(BlobInfo.newBuilder(BlobId.of(bucket, root + path)).build(), NOTHING);
    } catch (StorageException e) {
      throw new IOException("cannot create " + path, e);
    }
  }

  @Override
  public void delete() throws IOException {
    try {
      for (Blob blob : storage.list(bucket, BlobListOption.prefix(root)).iterateAll()) {
        storage.delete(blob.getBlobId());
      }
    } catch (StorageException e) {
      throw new IOException("cannot delete " + root, e);
    }
  }
}
