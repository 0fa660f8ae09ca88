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
package io.sluice.it.gcs.store;

import java.time.Duration;
import java.util.Optional;

/**
 * The settings of a bucket.
 *
 * @param storageClass of objects that ask for none
 * @param defaultKmsKey of objects that ask for none
 * @param retention how long objects must be kept
 * @param requesterPays whether calls must name a project that pays
 * @param objectRateLimit whether an object may be changed only once a second
 */
public record BucketSettings(
    String storageClass,
    Optional<String> defaultKmsKey,
    Optional<Duration> retention,
    boolean requesterPays,
    boolean objectRateLimit) {

  /** Like a new bucket of Cloud Storage. */
  public static BucketSettings standard() {
    return new BucketSettings("STANDARD", Optional.empty(), Optional.empty(), false, true);
  }

  public BucketSettings withStorageClass(String name) {
    return new BucketSettings(name, defaultKmsKey, retention, requesterPays, objectRateLimit);
  }

  public BucketSettings withDefaultKmsKey(String key) {
    return new BucketSettings(
        storageClass, Optional.of(key), retention, requesterPays, objectRateLimit);
  }

  public BucketSettings withRetention(Duration period) {
    return new BucketSettings(
        storageClass, defaultKmsKey, Optional.of(period), requesterPays, objectRateLimit);
  }

  public BucketSettings withRequesterPays(boolean pays) {
    return new BucketSettings(storageClass, defaultKmsKey, retention, pays, objectRateLimit);
  }

  public BucketSettings withObjectRateLimit(boolean limited) {
    return new BucketSettings(storageClass, defaultKmsKey, retention, requesterPays, limited);
  }
}
