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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does once what the connector will do all the time: list, create, read metadata and content. Its
 * object has a fixed name that readers skip, and is empty: where nothing may be deleted it stays,
 * and the next probe finds it, so that there is never more than one in a directory.
 */
final class GcsProbe {
  /** Hidden from readers by its underscore. */
  static final String NAME = "_sluice-probe";

  private static final Logger LOG = LoggerFactory.getLogger(GcsProbe.class);

  private final GcsObjects objects;

  GcsProbe(GcsObjects objects) {
    this.objects = objects;
  }

  /** Fails with what Google's client says of the first step that is refused. */
  void run(String directory) throws IOException {
    String path = PathSetting.join(directory, NAME);
    objects.list(directory, 1);
    try {
      objects.create(path, new byte[0], "application/octet-stream");
    } catch (StorageException e) {
      // It is there: another probe's, or one that could not be deleted. Who may not create is
      // told so before the name is looked at.
      if (!GcsErrors.isNameTaken(e)) {
        throw e;
      }
    }
    objects.find(path);
    try {
      objects.delete(path);
    } catch (StorageException e) {
      LOG.info(
          "{}: old ledger entries will stay, and so does {}",
          GcsErrors.translate("delete", path, e).getMessage(),
          path);
    }
  }
}
