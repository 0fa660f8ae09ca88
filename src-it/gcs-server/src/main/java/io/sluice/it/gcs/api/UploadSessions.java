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
package io.sluice.it.gcs.api;

import io.sluice.it.gcs.store.ContentFiles;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Resumable uploads by id. Any thread may call it at any time. */
public final class UploadSessions {
  private final Map<String, UploadSession> sessions = new ConcurrentHashMap<>();
  private final ContentFiles files;

  UploadSessions(ContentFiles files) {
    this.files = files;
  }

  /**
   * Ends all uploads that are not complete.
   *
   * @param status that later requests to them get: 410 or 404
   */
  public void expire(int status) throws IOException {
    for (UploadSession session : sessions.values()) {
      session.end(status);
    }
  }

  /** Uploads that were begun and are neither complete nor ended. */
  public int open() {
    return (int) sessions.values().stream().filter(UploadSession::isOpen).count();
  }

  UploadSession begin(String bucket, NewObject upload) {
    String id = UUID.randomUUID().toString();
    UploadSession session = new UploadSession(id, bucket, upload, files.writer());
    sessions.put(id, session);
    return session;
  }

  Optional<UploadSession> find(String id) {
    return Optional.ofNullable(sessions.get(id));
  }
}
