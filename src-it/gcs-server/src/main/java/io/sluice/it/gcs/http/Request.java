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

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * A request, independent of its connection.
 *
 * @param method such as {@code GET}
 * @param path decoded segments; an encoded slash does not separate
 * @param query decoded parameters
 * @param headers by lower-case name
 * @param body without the transport's compression; read at most once
 */
public record Request(
    String method,
    List<String> path,
    Map<String, List<String>> query,
    Map<String, String> headers,
    InputStream body) {

  /** Takes over the request of an exchange, whose body is not read yet. */
  static Request of(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
    InputStream body = exchange.getRequestBody();
    if ("gzip".equalsIgnoreCase(headers.get("content-encoding"))) {
      body = new GZIPInputStream(body);
    }
    return of(exchange.getRequestMethod(), exchange.getRequestURI(), headers, body);
  }

  /** A request to an address, which may lack the host. */
  public static Request of(
      String method, URI address, Map<String, String> headers, InputStream body) {
    return new Request(method, segments(address), parameters(address), headers, body);
  }

  public Optional<String> parameter(String name) {
    return parameters(name).stream().findFirst();
  }

  /** This request with another value of a parameter. */
  public Request with(String name, String value) {
    Map<String, List<String>> others = new HashMap<>(query);
    others.put(name, List.of(value));
    return new Request(method, path, others, headers, body);
  }

  /** All values of a parameter that may be repeated. */
  public List<String> parameters(String name) {
    return query.getOrDefault(name, List.of());
  }

  /**
   * @param name in lower case
   */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  private static List<String> segments(URI address) {
    List<String> segments = new ArrayList<>();
    for (String segment : address.getRawPath().split("/")) {
      if (!segment.isEmpty()) {
        segments.add(decode(segment.replace("+", "%2B")));
      }
    }
    return segments;
  }

  private static Map<String, List<String>> parameters(URI address) {
    Map<String, List<String>> parameters = new HashMap<>();
    if (address.getRawQuery() != null) {
      for (String pair : address.getRawQuery().split("&")) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        parameters
            .computeIfAbsent(decode(name), absent -> new ArrayList<>())
            .add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return parameters;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
