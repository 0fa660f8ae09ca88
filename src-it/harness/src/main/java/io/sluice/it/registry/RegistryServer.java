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
package io.sluice.it.registry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A schema registry that answers what converters of sinks ask: the interface of Apicurio's
 * registry, version 2, and the one of Confluent's. Schemas are added by calls, and every number of
 * a schema is its position.
 */
public final class RegistryServer implements AutoCloseable {
  private static final Pattern BY_NUMBER =
      Pattern.compile("/apis/registry/v2/ids/(?:globalIds|contentIds)/(\\d+)");
  private static final Pattern REFERENCES =
      Pattern.compile("/apis/registry/v2/ids/(?:globalIds|contentIds)/(\\d+)/references");
  private static final Pattern VERSION =
      Pattern.compile("/apis/registry/v2/groups/[^/]+/artifacts/([^/]+)/versions/(\\d+)");
  private static final Pattern CONFLUENT_BY_NUMBER =
      Pattern.compile("/apis/ccompat/v[67]/schemas/ids/(\\d+)");
  private static final Pattern CONFLUENT_VERSION =
      Pattern.compile("/apis/ccompat/v[67]/subjects/([^/]+)/versions/(\\d+)");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Schema> schemas = new CopyOnWriteArrayList<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();

  private record Schema(String artifact, int version, String type, String content) {}

  private record Answer(int status, String body) {}

  private RegistryServer(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Starts a registry without schemas. */
  public static RegistryServer start() throws IOException {
    return new RegistryServer(
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
  }

  /**
   * Adds the next version of an artifact.
   *
   * @param artifact such as {@code orders-value}
   * @param type such as {@code AVRO}
   * @return its number, with which records name it
   */
  public int add(String artifact, String type, String content) {
    int versions =
        (int) schemas.stream().filter(schema -> schema.artifact().equals(artifact)).count();
    schemas.add(new Schema(artifact, versions + 1, type, content));
    return schemas.size();
  }

  /** The address of the interface of Apicurio's registry. */
  public String apicurioUrl() {
    return address() + "/apis/registry/v2";
  }

  /** The address of the interface of Confluent's registry. */
  public String confluentUrl() {
    return address() + "/apis/ccompat/v7";
  }

  /** The paths that were requested so far. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  private String address() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests.add(path);
    Answer answer = exchange.getRequestMethod().equals("GET") ? answer(path) : notFound();
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Answer answer(String path) {
    for (Schema schema : schemas) {
      String number = String.valueOf(schemas.indexOf(schema) + 1);
      String version = String.valueOf(schema.version());
      if (matches(BY_NUMBER, path, number) || matches(VERSION, path, schema.artifact(), version)) {
        return new Answer(200, schema.content());
      }
      if (matches(REFERENCES, path, number)) {
        return new Answer(200, "[]");
      }
      if (matches(CONFLUENT_BY_NUMBER, path, number)
          || matches(CONFLUENT_VERSION, path, schema.artifact(), version)) {
        ObjectNode answer = JSON.createObjectNode();
        answer.put("schema", schema.content());
        answer.put("schemaType", schema.type());
        return new Answer(200, answer.toString());
      }
    }
    return notFound();
  }

  private static Answer notFound() {
    return new Answer(
        404, JSON.valueToTree(Map.of("error_code", 404, "message", "there is none")).toString());
  }

  private static boolean matches(Pattern pattern, String path, String... groups) {
    Matcher matcher = pattern.matcher(path);
    if (!matcher.matches()) {
      return false;
    }
    for (int i = 0; i < groups.length; i++) {
      if (!matcher.group(i + 1).equals(groups[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }
}
