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
package io.sluice.it.gcs.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Splits a MIME multipart body into its parts, without buffering a whole part. */
public final class MultipartReader {
  private static final int LONGEST_LINE = 16 * 1024;

  private final InputStream body;
  private final String boundary;
  private DelimitedStream content;

  /** One part: its headers by lower-case name, and its bytes, which end before the boundary. */
  public record Part(Map<String, String> headers, InputStream content) {}

  public MultipartReader(InputStream body, String boundary) {
    this.body = body;
    this.boundary = boundary;
  }

  /**
   * A reader for the body of a request.
   *
   * @throws ApiException if the content type names no boundary
   */
  public static MultipartReader of(Request request) {
    String type = request.header("content-type").orElse("");
    for (String parameter : type.split(";")) {
      String trimmed = parameter.trim();
      if (trimmed.toLowerCase(Locale.ROOT).startsWith("boundary=")) {
        String boundary = trimmed.substring("boundary=".length()).replace("\"", "");
        return new MultipartReader(request.body(), boundary);
      }
    }
    throw ApiException.invalid("Multipart request without a boundary in its content type.");
  }

  /** The next part, or empty after the last; skips what was not read of the one before. */
  public Optional<Part> next() throws IOException {
    InputStream source;
    if (content == null) {
      source = body;
      if (!line(source).equals("--" + boundary)) {
        throw ApiException.invalid("Multipart body does not begin with its boundary.");
      }
    } else {
      content.skipToEnd();
      source = content.after();
      // What follows a boundary: two dashes after the last part, else the end of the line.
      if (line(source).startsWith("--")) {
        return Optional.empty();
      }
    }
    Map<String, String> headers = headers(source);
    content = new DelimitedStream(source, "\r\n--" + boundary);
    return Optional.of(new Part(headers, content));
  }

  /** Header lines up to the empty one, by lower-case name. */
  public static Map<String, String> headers(InputStream source) throws IOException {
    Map<String, String> headers = new HashMap<>();
    for (String line = line(source); !line.isEmpty(); line = line(source)) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        throw ApiException.invalid("Malformed multipart body.");
      }
      headers.put(
          line.substring(0, colon).trim().toLowerCase(Locale.ROOT),
          line.substring(colon + 1).trim());
    }
    return headers;
  }

  /** A line without its end. */
  public static String line(InputStream source) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int b = source.read(); b != '\n'; b = source.read()) {
      if (b < 0 || bytes.size() == LONGEST_LINE) {
        throw ApiException.invalid("Malformed multipart body.");
      }
      bytes.write(b);
    }
    String line = bytes.toString(StandardCharsets.UTF_8);
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }
}
