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

import io.sluice.it.gcs.http.ApiException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All buckets by name. */
public final class Buckets {
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
  private final Clock clock;

  public Buckets(Clock clock) {
    this.clock = clock;
  }

  /**
   * @throws ApiException 409 if there is one of this name
   */
  public Bucket create(String name, BucketSettings settings) {
    Bucket bucket = new Bucket(name, settings, clock);
    if (buckets.putIfAbsent(name, bucket) != null) {
      throw new ApiException(
          409, "conflict", "Your previous request to create the named bucket succeeded.");
    }
    return bucket;
  }

  /**
   * @throws ApiException 404 if there is none
   */
  public Bucket find(String name) {
    Bucket bucket = buckets.get(name);
    if (bucket == null) {
      throw new ApiException(404, "notFound", "The specified bucket does not exist.");
    }
    return bucket;
  }
}
