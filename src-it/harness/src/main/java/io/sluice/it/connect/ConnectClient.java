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
package io.sluice.it.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.it.Await;
import io.sluice.it.Await.Hopeless;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Talks to one worker. A request that is refused because the workers are rebalancing is repeated
 * for up to a minute; any other refusal is a {@link RequestRefused}.
 */
public final class ConnectClient {
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(90);
  private static final Duration REBALANCE_LIMIT = Duration.ofSeconds(60);
  private static final int CONFLICT = 409;

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final URI worker;

  /**
   * @param worker such as {@code http://127.0.0.1:8083}
   */
  public ConnectClient(URI worker) {
    this.worker = worker;
  }

  /** Whether the worker has joined its group and read its topics; false if it is not reached. */
  public boolean isHealthy() throws InterruptedException {
    try {
      return send("GET", "/health", null).statusCode() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  /** Creates a connector. */
  public void create(String name, Map<String, String> config) {
    ObjectNode request = json.createObjectNode().put("name", name);
    request.set("config", json.valueToTree(config));
    create(request);
  }

  /** Creates a connector from a document with its name and config. */
  public void create(JsonNode document) {
    call("POST", "/connectors", document);
  }

  /** Creates or changes a connector. */
  public void configure(String name, Map<String, String> config) {
    call("PUT", path(name) + "/config", json.valueToTree(config));
  }

  /** Validation's messages for each key that it does not accept. */
  public Map<String, List<String>> validate(Map<String, String> config) {
    Map<String, List<String>> errors = new HashMap<>();
    for (JsonNode entry : validation(config)) {
      List<String> messages = texts(entry.path("value").path("errors"));
      if (!messages.isEmpty()) {
        errors.put(entry.path("value").path("name").asText(), messages);
      }
    }
    return errors;
  }

  /** The values that validation recommends for a key; empty if the answer has no such key. */
  public List<String> recommended(Map<String, String> config, String key) {
    for (JsonNode entry : validation(config)) {
      if (entry.path("value").path("name").asText().equals(key)) {
        return texts(entry.path("value").path("recommended_values"));
      }
    }
    return List.of();
  }

  private JsonNode validation(Map<String, String> config) {
    String type = config.get("connector.class");
    return call("PUT", "/connector-plugins/" + type + "/config/validate", json.valueToTree(config))
        .path("configs");
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /** Classes of the sink connectors that the worker has found. */
  public List<String> sinkPlugins() {
    List<String> classes = new ArrayList<>();
    for (JsonNode plugin : call("GET", "/connector-plugins", null)) {
      if (plugin.path("type").asText().equals("sink")) {
        classes.add(plugin.path("class").asText());
      }
    }
    return classes;
  }

  /** The status; its state is empty if the connector is not known. */
  public ConnectorStatus status(String name) {
    try {
      return ConnectorStatus.of(call("GET", path(name) + "/status", null));
    } catch (RequestRefused e) {
      if (e.status() == 404) {
        return new ConnectorStatus("", "", List.of());
      }
      throw e;
    }
  }

  /** Returns when the connector and this many tasks run; fails at once when one of them failed. */
  public void awaitRunning(String name, int tasks, Duration limit) {
    Await.until(
        name + " runs " + tasks + " tasks",
        limit,
        () -> {
          ConnectorStatus status = status(name);
          if (!status.failure().isEmpty()) {
            throw new Hopeless(name + " failed: " + status.failure());
          }
          return status.runs(tasks);
        });
  }

  /** Returns when the connector and all its tasks are in this state, such as {@code PAUSED}. */
  public void awaitState(String name, String state, Duration limit) {
    Await.until(
        name + " is " + state,
        limit,
        () -> {
          ConnectorStatus status = status(name);
          return status.state().equals(state)
              && status.tasks().stream().allMatch(task -> task.state().equals(state));
        });
  }

  public void pause(String name) {
    call("PUT", path(name) + "/pause", null);
  }

  public void resume(String name) {
    call("PUT", path(name) + "/resume", null);
  }

  public void stop(String name) {
    call("PUT", path(name) + "/stop", null);
  }

  public void delete(String name) {
    call("DELETE", path(name), null);
  }

  /** Restarts one task. */
  public void restartTask(String name, int task) {
    call("POST", path(name) + "/tasks/" + task + "/restart", null);
  }

  /** Restarts the connector and all its tasks. */
  public void restart(String name) {
    call("POST", path(name) + "/restart?includeTasks=true", null);
  }

  /** The connector's committed offsets. */
  public Map<TopicPartition, Long> offsets(String name) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (JsonNode entry : call("GET", path(name) + "/offsets", null).path("offsets")) {
      JsonNode partition = entry.path("partition");
      offsets.put(
          new TopicPartition(
              partition.path("kafka_topic").asText(), partition.path("kafka_partition").asInt()),
          entry.path("offset").path("kafka_offset").asLong());
    }
    return offsets;
  }

  /** Moves the offsets of a stopped connector; returns the worker's message. */
  public String alterOffsets(String name, Map<TopicPartition, Long> offsets) {
    ObjectNode request = json.createObjectNode();
    ArrayNode entries = request.putArray("offsets");
    offsets.forEach(
        (partition, offset) -> {
          ObjectNode entry = entries.addObject();
          entry
              .putObject("partition")
              .put("kafka_topic", partition.topic())
              .put("kafka_partition", partition.partition());
          entry.putObject("offset").put("kafka_offset", offset);
        });
    return call("PATCH", path(name) + "/offsets", request).path("message").asText();
  }

  /** Forgets the offsets of a stopped connector; returns the worker's message. */
  public String resetOffsets(String name) {
    return call("DELETE", path(name) + "/offsets", null).path("message").asText();
  }

  private static String path(String name) {
    return "/connectors/" + name;
  }

  private JsonNode call(String method, String path, JsonNode body) {
    long deadline = System.nanoTime() + REBALANCE_LIMIT.toNanos();
    try {
      while (true) {
        HttpResponse<byte[]> response = send(method, path, body);
        JsonNode answer =
            response.body().length == 0 ? json.missingNode() : json.readTree(response.body());
        if (response.statusCode() < 300) {
          return answer;
        }
        String message = answer.path("message").asText();
        boolean rebalancing = response.statusCode() == CONFLICT && !message.contains("exists");
        if (!rebalancing || System.nanoTime() - deadline > 0) {
          throw new RequestRefused(
              response.statusCode(),
              method + " " + path + ": " + response.statusCode() + " " + message);
        }
        Thread.sleep(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in " + method + " " + path, e);
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    }
  }

  private HttpResponse<byte[]> send(String method, String path, JsonNode body)
      throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(worker.resolve(path))
              .timeout(REQUEST_LIMIT)
              .header("Content-Type", "application/json")
              .method(
                  method,
                  body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes(body)))
              .build();
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path + ": " + e.getMessage(), e);
    }
  }

  private byte[] bytes(JsonNode node) throws JsonProcessingException {
    return json.writeValueAsBytes(node);
  }
}
