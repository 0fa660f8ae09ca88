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
import io.sluice.it.gcs.http.Request;
import io.sluice.it.gcs.store.StoredObject;
import java.util.Optional;
import java.util.OptionalLong;

/** Preconditions of a caller on an object. A generation of 0 means that there is no object. */
record Preconditions(
    OptionalLong generationMatch,
    OptionalLong generationNotMatch,
    OptionalLong metagenerationMatch,
    OptionalLong metagenerationNotMatch) {

  static Preconditions of(Request request) {
    return of(request, "if");
  }

  /** The preconditions for the source of a copy. */
  static Preconditions ofSource(Request request) {
    return of(request, "ifSource");
  }

  static Preconditions generation(long generation) {
    return new Preconditions(
        OptionalLong.of(generation),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty());
  }

  private static Preconditions of(Request request, String prefix) {
    return new Preconditions(
        number(request, prefix + "GenerationMatch"),
        number(request, prefix + "GenerationNotMatch"),
        number(request, prefix + "MetagenerationMatch"),
        number(request, prefix + "MetagenerationNotMatch"));
  }

  /**
   * @throws ApiException 412 when a demand is not met
   */
  void check(Optional<StoredObject> current) {
    if (!matches(current) || !differs(current)) {
      throw ApiException.conditionNotMet();
    }
  }

  /**
   * For reads.
   *
   * @throws ApiException 412, or 304 when the caller has the object already
   */
  void checkRead(StoredObject current) {
    if (!matches(Optional.of(current))) {
      throw ApiException.conditionNotMet();
    }
    if (!differs(Optional.of(current))) {
      throw notModified();
    }
  }

  /**
   * For reading a bucket, which has a metageneration alone.
   *
   * @throws ApiException 412 or 304, as for an object
   */
  void checkBucket(long metageneration) {
    if (metagenerationMatch.orElse(metageneration) != metageneration) {
      throw ApiException.conditionNotMet();
    }
    if (metagenerationNotMatch.orElse(0) == metageneration) {
      throw notModified();
    }
  }

  private static ApiException notModified() {
    return new ApiException(304, "notModified", "Not Modified");
  }

  private boolean matches(Optional<StoredObject> current) {
    long generation = current.map(StoredObject::generation).orElse(0L);
    long metageneration = current.map(StoredObject::metageneration).orElse(0L);
    return generationMatch.orElse(generation) == generation
        && metagenerationMatch.orElse(metageneration) == metageneration;
  }

  private boolean differs(Optional<StoredObject> current) {
    long generation = current.map(StoredObject::generation).orElse(0L);
    long metageneration = current.map(StoredObject::metageneration).orElse(0L);
    return (generationNotMatch.isEmpty() || generationNotMatch.getAsLong() != generation)
        && (metagenerationNotMatch.isEmpty()
            || metagenerationNotMatch.getAsLong() != metageneration);
  }

  private static OptionalLong number(Request request, String name) {
    Optional<String> text = request.parameter(name);
    if (text.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(text.get()));
    } catch (NumberFormatException e) {
      throw ApiException.invalid("Invalid value for " + name + ": " + text.get());
    }
  }
}
