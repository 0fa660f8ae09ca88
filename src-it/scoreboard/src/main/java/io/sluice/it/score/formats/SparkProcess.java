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
package io.sluice.it.score.formats;

import io.sluice.it.server.ServerProcess;
import io.sluice.it.server.WorkDirectory;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A process that reads files with Spark and all that Spark is released with, of which nothing is on
 * the class path of this JVM.
 */
public final class SparkProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);

  /** What Spark's own launcher opens to it. */
  private static final List<String> OPENED =
      List.of(
          "java.lang",
          "java.lang.invoke",
          "java.lang.reflect",
          "java.io",
          "java.net",
          "java.nio",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "jdk.internal.ref",
          "sun.nio.ch",
          "sun.nio.cs",
          "sun.security.action",
          "sun.util.calendar");

  private final ServerProcess process;
  private final int port;

  private SparkProcess(ServerProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  private static Path module(String name) {
    return Path.of(System.getProperty("sluice.root"), "src-it", name, "target");
  }

  private static Path libraries() {
    return module("spark").resolve("spark.classpath");
  }

  /** Whether Spark's libraries have been fetched. */
  public static boolean isFetched() {
    return Files.isReadable(libraries());
  }

  /** Starts the process; returns when it can be connected to. */
  public static SparkProcess start() throws IOException {
    Path directory = WorkDirectory.createNew("spark");
    Path ready = directory.resolve("port");
    String classPath =
        String.join(
            File.pathSeparator,
            module("spark").resolve("classes").toString(),
            module("process").resolve("classes").toString(),
            Files.readString(libraries()).strip());
    ServerProcess process =
        ServerProcess.start(
            new ServerProcess.Launch(
                "spark",
                Stream.concat(
                        // Most of its code runs a few times only.
                        Stream.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                        OPENED.stream()
                            .map(name -> "--add-opens=java.base/" + name + "=ALL-UNNAMED"))
                    .toList(),
                classPath,
                "io.sluice.it.spark.SparkServer",
                List.of(ready.toString()),
                Map.of()),
            directory);
    process.awaitReady(START_LIMIT, () -> Files.exists(ready));
    return new SparkProcess(process, Integer.parseInt(Files.readString(ready)));
  }

  /** Where the process accepts connections. */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    process.kill();
  }
}
