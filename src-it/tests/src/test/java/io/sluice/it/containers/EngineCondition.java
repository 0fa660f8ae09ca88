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
package io.sluice.it.containers;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/** Skips a {@link ContainerTest} where no Docker engine answers, unless that is not allowed. */
final class EngineCondition implements ExecutionCondition {
  /**
   * Environment variable; {@code required} makes container tests fail where they would be skipped.
   */
  static final String REQUIRED = "SLUICE_CONTAINERS";

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(EngineCondition.class);

  private final boolean required;

  EngineCondition() {
    this(System.getenv());
  }

  EngineCondition(Map<String, String> environment) {
    this.required = "required".equals(environment.get(REQUIRED));
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (required) {
      return ConditionEvaluationResult.enabled("container tests are required");
    }
    Engine engine =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(Engine.class, absent -> Engine.find(), Engine.class);
    if (engine.answers) {
      return ConditionEvaluationResult.enabled("a Docker engine answers");
    }
    engine.skipped.add(context.getRequiredTestClass().getSimpleName());
    return ConditionEvaluationResult.disabled("no Docker engine answers");
  }

  /** Evaluated once in a run; lists the skipped classes at the end of the run. */
  private static final class Engine implements AutoCloseable {
    private final boolean answers;
    private final Set<String> skipped = new ConcurrentSkipListSet<>();

    private Engine(boolean answers) {
      this.answers = answers;
    }

    static Engine find() {
      return new Engine(DockerClientFactory.instance().isDockerAvailable());
    }

    @Override
    public void close() {
      if (!skipped.isEmpty()) {
        System.out.println(
            "Container tests skipped, because no Docker engine answers: "
                + String.join(", ", skipped));
      }
    }
  }
}
