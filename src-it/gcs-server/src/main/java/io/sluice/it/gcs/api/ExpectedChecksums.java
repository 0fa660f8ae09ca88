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

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.it.gcs.http.ApiException;
import io.sluice.it.gcs.http.Request;
import io.sluice.it.gcs.store.Checksums;
import java.util.HashMap;
import java.util.Map;

/** Checksums that a client announces for its bytes. */
final class ExpectedChecksums {
  private final Map<String, String> expected = new HashMap<>();

  /** Adds the checksums in the metadata of an upload. */
  ExpectedChecksums(ObjectNode resource) {
    expect("crc32c", resource.path("crc32c").asText(""));
    expect("md5", resource.path("md5Hash").asText(""));
  }

  /** Adds the checksums in the headers of a request. */
  ExpectedChecksums and(Request request) {
    for (String hash : request.header("x-goog-hash").orElse("").split(",")) {
      int equals = hash.indexOf('=');
      if (equals > 0) {
        expect(hash.substring(0, equals).trim(), hash.substring(equals + 1).trim());
      }
    }
    expect("md5", request.header("content-md5").orElse(""));
    return this;
  }

  /**
   * @throws ApiException 400 if the bytes have others
   */
  void verify(Checksums actual) {
    verify("crc32c", "CRC32C", actual.crc32c());
    verify("md5", "MD5 hash", actual.md5().orElse(""));
  }

  private void expect(String algorithm, String value) {
    if (!value.isEmpty()) {
      expected.put(algorithm, value);
    }
  }

  private void verify(String algorithm, String title, String actual) {
    String wanted = expected.getOrDefault(algorithm, actual);
    if (!wanted.equals(actual)) {
      throw ApiException.invalid(
          "Provided "
              + title
              + " \""
              + wanted
              + "\" doesn't match calculated "
              + title
              + " \""
              + actual
              + "\".");
    }
  }
}
