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

import io.sluice.it.gcs.http.ApiException;
import io.sluice.it.gcs.store.Bucket;
import io.sluice.it.gcs.store.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The checks before a change. */
final class WriteChecks {
  private static final Duration LEAST_TIME_BETWEEN_MUTATIONS = Duration.ofSeconds(1);

  private final Backend backend;

  WriteChecks(Backend backend) {
    this.backend = backend;
  }

  /** The check for writing an object that may exist already. */
  Bucket.Check put(Bucket bucket, String object, Preconditions preconditions) {
    return current -> {
      if (backend.access().isOverwriteAskedFirst()) {
        requireDelete(current);
      }
      preconditions.check(current);
      requireDelete(current);
      current.ifPresent(existing -> refuseRetained(bucket, existing));
      limitRate(bucket, object);
    };
  }

  Bucket.Check delete(
      Bucket bucket, String object, Optional<String> generation, Preconditions preconditions) {
    return current -> {
      StoredObject existing = existing(bucket, object, generation, current);
      preconditions.check(current);
      refuseRetained(bucket, existing);
      limitRate(bucket, object);
    };
  }

  Bucket.Check update(
      Bucket bucket, String object, Optional<String> generation, Preconditions preconditions) {
    return current -> {
      existing(bucket, object, generation, current);
      preconditions.check(current);
      limitRate(bucket, object);
    };
  }

  /**
   * @param generation what the caller asks for
   * @throws ApiException 404 if there is no such version
   */
  static StoredObject existing(
      Bucket bucket, String object, Optional<String> generation, Optional<StoredObject> current) {
    return current
        .filter(
            found ->
                generation.isEmpty() || generation.get().equals(Long.toString(found.generation())))
        .orElseThrow(() -> ApiException.noObject(bucket.name(), object));
  }

  private void requireDelete(Optional<StoredObject> current) {
    if (current.isPresent()) {
      backend.access().require(Permission.OBJECTS_DELETE);
    }
  }

  private void refuseRetained(Bucket bucket, StoredObject object) {
    String id = bucket.name() + "/" + object.name();
    if (object.isHeld()) {
      String kind =
          object.attributes().path("temporaryHold").asBoolean() ? "Temporary" : "Event-Based";
      throw new ApiException(
          403,
          "objectUnderActiveHold",
          "Object '"
              + id
              + "' is under active "
              + kind
              + " hold and cannot be deleted, overwritten or archived until hold is removed.");
    }
    Optional<Instant> until = bucket.retainedUntil(object);
    if (until.isPresent() && backend.clock().instant().isBefore(until.get())) {
      throw new ApiException(
          403,
          "retentionPolicyNotMet",
          "Object '"
              + id
              + "' is subject to bucket's retention policy or object retention and cannot be"
              + " deleted or overwritten until "
              + until.get());
    }
  }

  private void limitRate(Bucket bucket, String object) {
    Instant now = backend.clock().instant();
    boolean tooSoon =
        bucket.settings().objectRateLimit()
            && bucket
                .lastMutation(object)
                .map(last -> last.plus(LEAST_TIME_BETWEEN_MUTATIONS).isAfter(now))
                .orElse(false);
    if (tooSoon) {
      throw new ApiException(
          429,
          "rateLimitExceeded",
          "The object "
              + bucket.name()
              + "/"
              + object
              + " exceeded the rate limit for object mutation operations (create, update, and"
              + " delete). Please reduce your request rate.");
    }
  }
}
