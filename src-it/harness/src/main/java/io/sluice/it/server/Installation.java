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
package io.sluice.it.server;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The build's output from which the servers run.
 *
 * @param root the project's directory
 */
public record Installation(Path root) {
  /** System property that names the project's directory. */
  public static final String ROOT_PROPERTY = "sluice.root";

  /** Finds the project from {@link #ROOT_PROPERTY}, else from the working directory upwards. */
  public static Installation locate() {
    String configured = System.getProperty(ROOT_PROPERTY);
    if (configured != null) {
      return new Installation(Path.of(configured).toAbsolutePath().normalize());
    }
    Path directory = Path.of("").toAbsolutePath();
    while (directory != null) {
      if (Files.isDirectory(directory.resolve("config-examples"))
          || Files.isDirectory(directory.resolve("src-it"))) {
        return new Installation(directory);
      }
      directory = directory.getParent();
    }
    throw new IllegalStateException(
        "the project's directory was not found; set -D" + ROOT_PROPERTY);
  }

  /** Kafka, Connect and their dependencies; neither connectors nor Hadoop. */
  public String kafkaClassPath() {
    return servers().resolve("kafka") + File.separator + "*";
  }

  /** The fake Cloud Storage and what it needs. */
  public String gcsClassPath() {
    return root.resolve("src-it/gcs-server/target/gcs-server") + File.separator + "*";
  }

  /** Everything that this JVM runs from. */
  public String ownClassPath() {
    return System.getProperty("java.class.path");
  }

  /** The packaged plugin directory of a store's connector, such as {@code hdfs}. */
  public Path plugin(String store) throws IOException {
    Path target = root.resolve(store + "-sink-connector").resolve("target");
    try (Stream<Path> children = Files.list(target)) {
      List<Path> found =
          children
              .filter(path -> path.getFileName().toString().endsWith("-plugin"))
              .filter(Files::isDirectory)
              .toList();
      if (found.size() != 1) {
        throw new IllegalStateException(
            "expected one packaged plugin in "
                + target
                + ", found "
                + found
                + "; run ./mvnw package");
      }
      return found.get(0);
    }
  }

  /** A plugin directory with the connectors that exist for measurements and tests only. */
  public Path testPlugin() {
    return servers().resolve("test-plugin");
  }

  /** The converters of Apicurio's registry as a plugin directory. */
  public Path registryPlugin() {
    return root.resolve("src-it/registry-converter/target/plugin");
  }

  private Path servers() {
    return root.resolve("src-it/harness/target/servers");
  }
}
