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
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which bytes of an object a request of a resumable upload brings.
 *
 * @param first index of its first byte; empty if it brings none and asks for the status
 * @param last index of its last byte; empty if it brings none, or as many as come
 * @param total bytes of the object; empty while the client does not know it
 */
record ContentRange(OptionalLong first, OptionalLong last, OptionalLong total) {
  private static final Pattern FORM =
      Pattern.compile("bytes (?:(?<first>\\d+)-(?<last>\\d+|\\*)|\\*)/(?<total>\\d+|\\*)");

  /** The range of a request; without the header, the request contains all bytes. */
  static ContentRange of(Request request) {
    if (request.header("content-range").isEmpty()) {
      OptionalLong length = number(request.header("content-length").orElse("*"));
      return new ContentRange(OptionalLong.of(0), OptionalLong.empty(), length);
    }
    Matcher matcher = FORM.matcher(request.header("content-range").get());
    if (!matcher.matches()) {
      throw ApiException.invalid("Failed to parse Content-Range header.");
    }
    return new ContentRange(
        number(matcher.group("first")),
        number(matcher.group("last")),
        number(matcher.group("total")));
  }

  /** Whether the object ends with these bytes. */
  boolean isLast() {
    boolean openEnd = first.isPresent() && last.isEmpty();
    return openEnd
        || (last.isPresent() && total.isPresent() && last.getAsLong() == total.getAsLong() - 1);
  }

  boolean isStatusQuery() {
    return first.isEmpty();
  }

  private static OptionalLong number(String text) {
    return text == null || text.equals("*")
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(text));
  }
}
