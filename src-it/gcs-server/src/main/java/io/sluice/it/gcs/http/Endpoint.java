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
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Reads requests from connections, and writes answers to them. */
public final class Endpoint implements HttpHandler {
  private final Service service;

  /** Answers requests. */
  public interface Service {
    /**
     * @throws ApiException when it refuses
     * @throws ConnectionDropped when there is to be no answer
     */
    Response handle(Request request) throws IOException;
  }

  public Endpoint(Service service) {
    this.service = service;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try {
      send(exchange, answer(exchange));
    } catch (ConnectionDropped | IOException e) {
      // Closing before the whole answer is written ends the connection.
      exchange.close();
    }
  }

  private Response answer(HttpExchange exchange) throws IOException {
    try {
      return service.handle(Request.of(exchange));
    } catch (ApiException e) {
      return e.response();
    }
  }

  private static void send(HttpExchange exchange, Response response) throws IOException {
    // A client that is still sending would take an early answer for a broken connection.
    InputStream rest = exchange.getRequestBody();
    rest.transferTo(OutputStream.nullOutputStream());
    response.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    long length = response.body().length();
    if (length == 0) {
      exchange.sendResponseHeaders(response.status(), -1);
    } else {
      exchange.sendResponseHeaders(response.status(), length < 0 ? 0 : length);
      // Not closed when the body fails: that would end an answer of unknown length as if it were
      // whole.
      OutputStream out = exchange.getResponseBody();
      response.body().writeTo(out);
      out.close();
    }
    exchange.close();
  }
}
