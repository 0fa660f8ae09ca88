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

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * State of a connector and its tasks.
 *
 * @param state such as {@code RUNNING}; empty while the connector is not known
 * @param trace why the connector failed; empty if it did not
 */
public record ConnectorStatus(String state, String trace, List<Task> tasks) {

  /**
   * State of one task.
   *
   * @param state such as {@code RUNNING}
   * @param worker that runs it
   * @param trace why it failed; empty if it did not
   */
  public record Task(int id, String state, String worker, String trace) {}

  static ConnectorStatus of(JsonNode node) {
    List<Task> tasks = new ArrayList<>();
    for (JsonNode task : node.path("tasks")) {
      tasks.add(
          new Task(
              task.path("id").asInt(),
              task.path("state").asText(),
              task.path("worker_id").asText(),
              task.path("trace").asText()));
    }
    JsonNode connector = node.path("connector");
    return new ConnectorStatus(
        connector.path("state").asText(), connector.path("trace").asText(), List.copyOf(tasks));
  }

  /** Whether the connector and this many tasks run. */
  public boolean runs(int taskCount) {
    return state.equals("RUNNING")
        && tasks.size() == taskCount
        && tasks.stream().allMatch(task -> task.state().equals("RUNNING"));
  }

  /** The first failure of the connector or a task; empty if there is none. */
  public String failure() {
    if (state.equals("FAILED")) {
      return trace;
    }
    return tasks.stream()
        .filter(task -> task.state().equals("FAILED"))
        .map(Task::trace)
        .findFirst()
        .orElse("");
  }
}
