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
package io.sluice.gcs;

import com.google.api.gax.paging.Page;
import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobField;
import com.google.cloud.storage.Storage.BlobGetOption;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.Storage.BlobSourceOption;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.StorageClass;
import io.sluice.config.PathSetting;
import io.sluice.storage.StorageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.kafka.common.config.types.Password;

/**
 * The objects below the prefix of a bucket, by paths relative to it, with the configured encryption
 * and billing. Throws the exceptions of Google's client.
 */
final class GcsObjects {
  private static final int MAX_NAME_BYTES = 1024;

  /** Smallest page of a listing; subdirectories count but are not returned. */
  private static final int MIN_PAGE = 8;

  private final Storage client;
  private final GcsConfig config;
  private final BlobTargetOption[] targetOptions;
  private final BlobSourceOption[] contentOptions;
  private final BlobSourceOption[] deleteOptions;

  GcsObjects(Storage client, GcsConfig config) {
    this.client = client;
    this.config = config;
    Optional<String> key = config.objects().encryptionKey().map(Password::value);
    Optional<String> kmsKey = config.objects().kmsKey();
    Optional<String> payer = config.access().userProject();

    List<BlobTargetOption> target = new ArrayList<>();
    target.add(BlobTargetOption.doesNotExist());
    target.add(BlobTargetOption.disableGzipContent());
    key.map(BlobTargetOption::encryptionKey).ifPresent(target::add);
    kmsKey.map(BlobTargetOption::kmsKeyName).ifPresent(target::add);
    payer.map(BlobTargetOption::userProject).ifPresent(target::add);
    targetOptions = target.toArray(BlobTargetOption[]::new);

    List<BlobSourceOption> delete = new ArrayList<>();
    payer.map(BlobSourceOption::userProject).ifPresent(delete::add);
    deleteOptions = delete.toArray(BlobSourceOption[]::new);
    List<BlobSourceOption> content = new ArrayList<>(delete);
    content.add(BlobSourceOption.shouldReturnRawInputStream(true));
    key.map(BlobSourceOption::decryptionKey).ifPresent(content::add);
    contentOptions = content.toArray(BlobSourceOption[]::new);
  }

  /** Uploads a small file in one request, unless its name is taken (status 412). */
  void upload(BlobInfo described, String path, SpooledFile file) throws IOException {
    Blob created = client.create(described, intact(file), targetOptions);
    requireSame(path, created.getCrc32c(), base64(file.crc32c()));
  }

  /** The object of a file, with the file's checksum. */
  BlobInfo describe(String path, SpooledFile file, Map<String, String> metadata)
      throws StorageException {
    ContentTypes.Content content = ContentTypes.of(path, config.objects().contentEncoding());
    BlobInfo.Builder info =
        BlobInfo.newBuilder(id(path))
            .setContentType(content.type())
            .setMetadata(metadata)
            .setCrc32c(base64(file.crc32c()));
    content.encoding().ifPresent(info::setContentEncoding);
    config.objects().storageClass().map(StorageClass::valueOf).ifPresent(info::setStorageClass);
    return info.build();
  }

  private static byte[] intact(SpooledFile file) throws IOException {
    byte[] bytes = Files.readAllBytes(file.path());
    if (crc32c(bytes) != file.crc32c()) {
      throw new DamagedException("the staged file " + file.path() + " has changed on disk");
    }
    return bytes;
  }

  /** Creates an object, unless its name is taken (status 412). */
  void create(String path, byte[] bytes, String contentType) throws IOException {
    BlobInfo info =
        BlobInfo.newBuilder(id(path))
            .setContentType(contentType)
            // the bucket's default class may charge for early deletion
            .setStorageClass(StorageClass.STANDARD)
            .build();
    requireSame(path, client.create(info, bytes, targetOptions).getCrc32c(), base64(crc32c(bytes)));
  }

  /**
   * Checks the checksum of a stored object, which the server should have checked.
   *
   * @param stored null if the server does not report it
   * @throws StorageException not retriable, if it is another one
   */
  static void requireSame(String path, String stored, String expected) throws StorageException {
    if (stored != null && !stored.equals(expected)) {
      throw StorageException.fatal(
          "the object %s has the checksum %s instead of %s; delete it and restart the connector"
              .formatted(path, stored, expected),
          null);
    }
  }

  /** Checksum and metadata of an object; empty if it does not exist. */
  Optional<BlobInfo> find(String path) throws IOException {
    List<BlobGetOption> options = new ArrayList<>();
    options.add(BlobGetOption.fields(BlobField.NAME, BlobField.CRC32C, BlobField.METADATA));
    config.access().userProject().map(BlobGetOption::userProject).ifPresent(options::add);
    return Optional.ofNullable(client.get(id(path), options.toArray(BlobGetOption[]::new)));
  }

  /**
   * The content of an object; empty if it does not exist.
   *
   * @throws StorageException not retriable if the object is longer than {@code maxBytes}
   */
  Optional<byte[]> read(String path, int maxBytes) throws IOException {
    Bounded content = new Bounded(path, maxBytes);
    try {
      client.downloadTo(id(path), content, contentOptions);
      return Optional.of(content.bytes.toByteArray());
    } catch (com.google.cloud.storage.StorageException e) {
      if (e.getCode() == GcsErrorRules.NOT_FOUND && !GcsErrors.isBucketMissing(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The last components of the names of objects directly in a directory. */
  List<String> list(String directory, int limit) throws IOException {
    List<String> names = new ArrayList<>();
    visit(
        directory,
        limit,
        (name, isDirectory) -> {
          // some tools represent an empty directory by an object with its name
          if (!isDirectory && !name.isEmpty()) {
            names.add(name);
          }
          return names.size() < limit;
        });
    return names;
  }

  /** The names of the directories in a directory. */
  List<String> directories(String directory) throws IOException {
    List<String> names = new ArrayList<>();
    visit(
        directory,
        MIN_PAGE,
        (name, isDirectory) -> {
          if (isDirectory && name.length() > 1) {
            names.add(name.substring(0, name.length() - 1));
          }
          return true;
        });
    return names;
  }

  private interface Visitor {
    /** Returns whether to continue. */
    boolean visit(String name, boolean isDirectory);
  }

  private void visit(String directory, int pageSize, Visitor visitor) throws IOException {
    String prefix = directory.isEmpty() ? root() : name(directory) + "/";
    List<BlobListOption> options = new ArrayList<>();
    options.add(BlobListOption.prefix(prefix));
    options.add(BlobListOption.currentDirectory());
    options.add(BlobListOption.pageSize(Math.max(MIN_PAGE, pageSize)));
    options.add(BlobListOption.fields(BlobField.NAME));
    config.access().userProject().map(BlobListOption::userProject).ifPresent(options::add);
    Page<Blob> page = client.list(config.bucket(), options.toArray(BlobListOption[]::new));
    while (page != null) {
      for (Blob blob : page.getValues()) {
        if (!visitor.visit(blob.getName().substring(prefix.length()), blob.isDirectory())) {
          return;
        }
      }
      page = page.hasNextPage() ? page.getNextPage() : null;
    }
  }

  /** Deletes an object, if it exists. */
  void delete(String path) throws IOException {
    boolean unused = client.delete(id(path), deleteOptions);
  }

  private BlobId id(String path) throws StorageException {
    return BlobId.of(config.bucket(), name(path));
  }

  private String name(String path) throws StorageException {
    String name = PathSetting.join(config.prefix(), path);
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_NAME_BYTES) {
      throw StorageException.fatal(
          "the name %s has %d bytes, more than the %d that Cloud Storage permits; shorten the path"
              .formatted(name, bytes, MAX_NAME_BYTES),
          null);
    }
    return name;
  }

  private String root() {
    return config.prefix().isEmpty() ? "" : config.prefix() + "/";
  }

  private static int crc32c(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return (int) checksum.getValue();
  }

  static String base64(int crc32c) {
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(Integer.BYTES).putInt(crc32c).array());
  }

  /** Accepts a limited number of bytes. */
  private static final class Bounded extends OutputStream {
    private final String path;
    private final int maxBytes;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Bounded(String path, int maxBytes) {
      this.path = path;
      this.maxBytes = maxBytes;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] b, int offset, int length) throws IOException {
      if (length > maxBytes - bytes.size()) {
        throw StorageException.fatal(
            "read " + path + ": longer than the limit of " + maxBytes + " bytes", null);
      }
      bytes.write(b, offset, length);
    }
  }
}
