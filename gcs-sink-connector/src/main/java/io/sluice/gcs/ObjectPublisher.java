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

import com.google.api.services.storage.model.StorageObject;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.StorageException;
import io.sluice.exec.Ticker;
import io.sluice.storage.FileIdentity;
import io.sluice.storage.PublishOutcome;
import io.sluice.storage.TakenName;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes files as objects. A small file is one request, a large one a resumable upload. Throws
 * the exceptions of Google's client.
 */
final class ObjectPublisher {
  private static final Logger LOG = LoggerFactory.getLogger(ObjectPublisher.class);

  /** Up to this size, a file is one request; io.threads of them may be in memory at once. */
  private static final int SINGLE_REQUEST_BYTES = 1 << 20;

  private final GcsObjects objects;
  private final UploadRequests requests;
  private final UploadAttempt.Limits limits;
  private final Ticker ticker;
  private final Map<String, String> metadata;

  /**
   * @param metadata of every object, beside the identity
   */
  ObjectPublisher(
      GcsObjects objects,
      UploadRequests requests,
      UploadAttempt.Limits limits,
      Ticker ticker,
      Map<String, String> metadata) {
    this.objects = objects;
    this.requests = requests;
    this.limits = limits;
    this.ticker = ticker;
    this.metadata = metadata;
  }

  PublishOutcome publish(SpooledFile file, String name, FileIdentity identity) throws IOException {
    if (file.uploadAttempted() && !file.hasSession()) {
      // An earlier upload may have been applied although it failed. Asking first is cheaper than
      // sending all bytes again.
      Optional<PublishOutcome> earlier = published(name, identity);
      if (earlier.isPresent()) {
        return earlier.get();
      }
    }
    file.attemptUpload();
    try {
      return upload(file, name, identity);
    } catch (StorageException e) {
      if (GcsErrors.isNameTaken(e)) {
        return published(name, identity)
            .orElseThrow(
                () ->
                    io.sluice.storage.StorageException.retriable(
                        "publish " + name + ": the name was taken and is free again", e));
      }
      if (isLost(file, e)) {
        return published(name, identity).orElse(PublishOutcome.MISSING);
      }
      throw e;
    } catch (IOException e) {
      if (isLost(file, e)) {
        return published(name, identity).orElse(PublishOutcome.MISSING);
      }
      throw e;
    }
  }

  private PublishOutcome upload(SpooledFile file, String name, FileIdentity identity)
      throws IOException {
    BlobInfo described =
        objects.describe(name, file, ObjectIdentity.metadata(identity, file.crc32c(), metadata));
    if (file.length() <= SINGLE_REQUEST_BYTES) {
      objects.upload(described, name, file);
      return PublishOutcome.PUBLISHED;
    }
    Optional<StorageObject> stored =
        new UploadAttempt(requests, limits, ticker, resource(described), file).run(name);
    if (stored.isEmpty()) {
      LOG.debug("Cloud Storage has received a part of {}; the upload continues", name);
      return PublishOutcome.UNFINISHED;
    }
    GcsObjects.requireSame(name, stored.get().getCrc32c(), described.getCrc32c());
    return PublishOutcome.PUBLISHED;
  }

  private static StorageObject resource(BlobInfo described) {
    StorageObject resource =
        new StorageObject()
            .setName(described.getName())
            .setContentType(described.getContentType())
            .setContentEncoding(described.getContentEncoding())
            .setCrc32c(described.getCrc32c())
            .setMetadata(described.getMetadata());
    if (described.getStorageClass() != null) {
      resource.setStorageClass(described.getStorageClass().name());
    }
    return resource;
  }

  /** Whether the staged file is lost or damaged, so that it must be written again. */
  private static boolean isLost(SpooledFile file, Exception failure)
      throws io.sluice.storage.StorageException {
    if (!Files.exists(file.path())) {
      return true;
    }
    if (!GcsErrors.isDamaged(failure) || file.intact()) {
      return false;
    }
    LOG.warn("The staged file {} was damaged on disk; it is written again from Kafka", file.path());
    return true;
  }

  /**
   * The outcome if the name is taken by this file; empty if the name is free.
   *
   * @throws io.sluice.storage.StorageException if the name is taken by another file, or if the
   *     object does not have the bytes of the file
   */
  Optional<PublishOutcome> published(String name, FileIdentity identity) throws IOException {
    Optional<BlobInfo> found = objects.find(name);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> described = found.get().getMetadata();
    Optional<FileIdentity> owner =
        described == null ? Optional.empty() : ObjectIdentity.parse(described);
    if (owner.isEmpty()) {
      throw TakenName.byUnknown(name, identity);
    }
    if (identity.same(owner.get())) {
      ObjectIdentity.requireDescribed(name, found.get());
      return Optional.of(PublishOutcome.ALREADY_PUBLISHED);
    }
    throw owner.get().connector().equals(identity.connector())
        ? TakenName.byForgottenFile(name, identity)
        : TakenName.byConnector(name, owner.get().connector());
  }
}
