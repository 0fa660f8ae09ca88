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

import com.google.cloud.storage.StorageException;
import io.sluice.config.PathSetting;
import java.io.IOException;
import java.io.InterruptedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tests the operations of the connector once: list, create, read metadata and content. Its object
 * is empty and has a fixed name that readers skip. If the object cannot be deleted it remains, and
 * the next probe uses it, so that a directory has at most one.
 */
final class GcsProbe {
  /** Readers skip the name because of its underscore. */
  static final String NAME = "_sluice-probe";

  private static final Logger LOG = LoggerFactory.getLogger(GcsProbe.class);

  private static final long CHANGE_MILLIS = 1100;

  private final GcsObjects objects;

  GcsProbe(GcsObjects objects) {
    this.objects = objects;
  }

  /** Throws the exception of Google's client for the first operation that is refused. */
  void create(String directory) throws IOException {
    String path = PathSetting.join(directory, NAME);
    objects.list(directory, 1);
    try {
      objects.create(path, new byte[0], "application/octet-stream");
    } catch (StorageException e) {
      // The object exists, from another probe or because it could not be deleted. A missing
      // permission to create would have been reported first.
      if (!GcsErrors.isNameTaken(e)) {
        throw e;
      }
    }
    objects.find(path);
  }

  /** Deletes the object, if that is permitted. */
  void delete(String directory) throws IOException {
    String path = PathSetting.join(directory, NAME);
    try {
      deleteAfterASecond(path);
    } catch (StorageException e) {
      LOG.info(
          "{}: old ledger entries will remain, and so does {}",
          GcsErrors.translate("delete", path, e).getMessage(),
          path);
    }
  }

  /** Cloud Storage may refuse a second change of an object within a second. */
  private void deleteAfterASecond(String path) throws IOException {
    try {
      objects.delete(path);
    } catch (StorageException e) {
      if (e.getCode() != GcsErrorRules.TOO_MANY_REQUESTS) {
        throw e;
      }
      try {
        Thread.sleep(CHANGE_MILLIS);
      } catch (InterruptedException interrupt) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted");
      }
      objects.delete(path);
    }
  }
}
