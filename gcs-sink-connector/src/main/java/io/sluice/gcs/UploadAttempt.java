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
import com.google.cloud.storage.StorageException;
import io.sluice.exec.Ticker;
import io.sluice.gcs.CallGuard.CutOffException;
import io.sluice.gcs.FileRange.SliceOverException;
import io.sluice.gcs.UploadRequests.State;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call's part of the upload of a large file, in chunks. The session stays with the file, so
 * that the next call continues at the byte that Cloud Storage has. The call fails only if Cloud
 * Storage has received nothing more during it, however long the whole upload takes.
 */
final class UploadAttempt {
  private static final Logger LOG = LoggerFactory.getLogger(UploadAttempt.class);

  /** How often one call begins an upload whose session is lost. */
  private static final int SESSIONS = 3;

  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final long LONGEST_PAUSE_MILLIS = 5_000;
  private static final int MAX_DOUBLINGS = 10;

  private final UploadRequests requests;
  private final Limits limits;
  private final Ticker ticker;
  private final StorageObject object;
  private final SpooledFile file;

  /** Null before the upload has begun. */
  private UploadSession session;

  private long mostBefore;
  private int begun;

  /** Whether it is unknown what Cloud Storage has received. */
  private boolean unsure;

  private int failures;
  private long start;
  private long lastProgress;

  /**
   * Limits of a call.
   *
   * @param chunkBytes length of a request
   * @param timeouts time limits
   */
  record Limits(long chunkBytes, Timeouts timeouts) {}

  UploadAttempt(
      UploadRequests requests,
      Limits limits,
      Ticker ticker,
      StorageObject object,
      SpooledFile file) {
    this.requests = requests;
    this.limits = limits;
    this.ticker = ticker;
    this.object = object;
    this.file = file;
  }

  /**
   * Begins or continues the upload.
   *
   * @param path of the object
   * @return the stored object; empty if Cloud Storage has received more of the file and this call's
   *     time is over, so that another call should continue
   * @throws IOException if Cloud Storage has received nothing more
   */
  Optional<StorageObject> run(String path) throws IOException {
    session = file.takeSession(path);
    mostBefore = session == null ? 0 : session.most();
    unsure = session != null;
    start = ticker.millis();
    lastProgress = start;
    try {
      return send(path);
    } finally {
      if (session != null) {
        file.keepSession(session);
      }
    }
  }

  private Optional<StorageObject> send(String path) throws IOException {
    while (true) {
      try {
        State state = step(path);
        if (state.stored().isPresent()) {
          session = null;
          return state.stored();
        }
        continueAt(state.received());
        if (isOver(limits.timeouts().sliceMillis()) && hasProgress()) {
          return Optional.empty();
        }
        if (isOver(limits.timeouts().chunkMillis())) {
          throw new IOException(
              "Cloud Storage has received nothing more of the file within "
                  + limits.timeouts().chunkMillis()
                  + " ms");
        }
      } catch (SliceOverException e) {
        unsure = true;
      } catch (FileSystemException | DamagedException e) {
        session = null;
        throw e;
      } catch (IOException | StorageException e) {
        if (endsAfter(e)) {
          return Optional.empty();
        }
      }
    }
  }

  /** Makes the next request. */
  private State step(String path) throws IOException {
    if (session == null) {
      begun++;
      session = requests.begin(path, object, file.length()).after(mostBefore);
      return new State(0, Optional.empty());
    }
    if (unsure) {
      return requests.ask(session, file.length());
    }
    long rest = file.length() - session.received();
    if (rest == 0) {
      throw new IOException("Cloud Storage has all bytes, but does not complete the object");
    }
    long stopAt = start + limits.timeouts().chunkMillis();
    long length = Math.min(rest, limits.chunkBytes());
    return requests.send(
        session, new FileRange(file, session.received(), length, ticker, stopAt), file.length());
  }

  private void continueAt(long received) {
    if (received > session.received()) {
      lastProgress = ticker.millis();
      failures = 0;
    }
    session = session.at(received);
    unsure = false;
  }

  /**
   * Decides how to continue after a failure.
   *
   * @return whether the call ends without it, because there was progress before
   */
  private boolean endsAfter(Exception failure) throws IOException {
    if (session != null && isSessionLost(failure)) {
      LOG.info("The upload of {} begins again: {}", session.path(), failure.getMessage());
      mostBefore = Math.max(mostBefore, session.most());
      session = null;
      unsure = false;
      if (begun < SESSIONS) {
        return false;
      }
      throw rethrown(failure);
    }
    if (!isTransient(failure)) {
      session = null;
      throw rethrown(failure);
    }
    unsure = session != null;
    if (isCut(failure)
        || isOver(limits.timeouts().sliceMillis())
        || ticker.millis() - lastProgress > limits.timeouts().retryMillis()) {
      if (hasProgress()) {
        return true;
      }
      throw rethrown(failure);
    }
    pause();
    return false;
  }

  private boolean isOver(long millis) {
    return ticker.millis() - start > millis;
  }

  private boolean hasProgress() {
    return session != null && session.most() > mostBefore;
  }

  private static boolean isSessionLost(Exception failure) {
    return failure instanceof StorageException e
        && (e.getCode() == GcsErrorRules.GONE
            || e.getCode() == GcsErrorRules.NOT_FOUND && !GcsErrors.isBucketMissing(e));
  }

  private static boolean isTransient(Exception failure) {
    return !(failure instanceof StorageException e) || GcsErrors.isTransient(e);
  }

  /** Whether the call was ended from outside. */
  private static boolean isCut(Exception failure) {
    return failure instanceof CutOffException
        || failure instanceof InterruptedIOException && !(failure instanceof SocketTimeoutException)
        || Thread.currentThread().isInterrupted();
  }

  private static IOException rethrown(Exception failure) {
    if (failure instanceof StorageException refusal) {
      throw refusal;
    }
    return (IOException) failure;
  }

  private void pause() throws InterruptedIOException {
    try {
      Thread.sleep(
          Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures, MAX_DOUBLINGS)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    failures++;
  }
}
