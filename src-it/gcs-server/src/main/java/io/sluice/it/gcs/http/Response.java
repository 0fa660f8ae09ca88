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

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer.
 *
 * @param headers without the length
 */
public record Response(int status, Map<String, String> headers, Body body) {
  private static final Body NOTHING = bytes(new byte[0]);

  /** Bytes that are written once, without being held as a whole. */
  public interface Body {
    /** In bytes; −1 if it is not known before it is written. */
    long length();

    void writeTo(OutputStream out) throws IOException;
  }

  public static Response empty(int status) {
    return new Response(status, Map.of(), NOTHING);
  }

  public static Response json(int status, JsonNode content) {
    return new Response(
        status,
        Map.of("Content-Type", "application/json; charset=UTF-8"),
        bytes(content.toString().getBytes(StandardCharsets.UTF_8)));
  }

  public static Response text(int status, String content) {
    return new Response(
        status,
        Map.of("Content-Type", "text/plain; charset=utf-8"),
        bytes(content.getBytes(StandardCharsets.UTF_8)));
  }

  public Response withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Response(status, more, body);
  }

  public Response withBody(Body other) {
    return new Response(status, headers, other);
  }

  public static Body bytes(byte[] content) {
    return new Body() {
      @Override
      public long length() {
        return content.length;
      }

      @Override
      public void writeTo(OutputStream out) throws IOException {
        out.write(content);
      }
    };
  }
}
