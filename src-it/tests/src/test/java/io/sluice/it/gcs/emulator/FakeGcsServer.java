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
package io.sluice.it.gcs.emulator;

import io.sluice.it.Await;
import io.sluice.it.server.Ports;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The program fake-gcs-server, of the version that {@code images.properties} names, as a process:
 * an independent emulator. It is built from source if Go is installed.
 */
public final class FakeGcsServer implements AutoCloseable {
  private static final String MODULE = "github.com/fsouza/fake-gcs-server";
  private static final Duration BUILD_LIMIT = Duration.ofMinutes(5);
  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private final Process process;
  private final String url;
  private final HttpClient http = HttpClient.newHttpClient();

  private FakeGcsServer(Process process, String url) {
    this.process = process;
    this.url = url;
  }

  /** The program does not exist here and cannot be built. */
  public static final class NotAvailable extends Exception {
    private static final long serialVersionUID = 1L;

    private NotAvailable(String message) {
      super(message);
    }
  }

  /**
   * Builds the program if it has not been built yet, and starts it without any bucket.
   *
   * @param directory for the program and its output
   * @throws NotAvailable with the reason why it cannot be built here
   */
  public static FakeGcsServer start(Path directory)
      throws IOException, InterruptedException, NotAvailable {
    Path program = build(directory);
    int port = new Ports().next();
    String url = "http://127.0.0.1:" + port;
    Process process =
        new ProcessBuilder(
                program.toString(),
                "-backend",
                "memory",
                "-scheme",
                "http",
                "-host",
                "127.0.0.1",
                "-port",
                String.valueOf(port),
                "-public-host",
                "127.0.0.1:" + port,
                "-external-url",
                url)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("fake-gcs-server.log").toFile())
            .start();
    FakeGcsServer server = new FakeGcsServer(process, url);
    Await.until(
        "fake-gcs-server answers", START_LIMIT, () -> server.get("/storage/v1/b?project=p") == 200);
    return server;
  }

  /** Its address, such as {@code http://127.0.0.1:15000}. */
  public String url() {
    return url;
  }

  public void createBucket(String name) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(URI.create(url + "/storage/v1/b?project=p"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"name\": \"" + name + "\"}"))
                .build(),
            BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("creating the bucket " + name + ": " + response.body());
    }
  }

  private int get(String path) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(url + path)).build(), BodyHandlers.discarding())
        .statusCode();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  private static Path build(Path directory) throws IOException, InterruptedException, NotAvailable {
    Path program = directory.resolve("fake-gcs-server");
    if (Files.isExecutable(program)) {
      return program;
    }
    Path go =
        go().orElseThrow(() -> new NotAvailable("there is no Go to build fake-gcs-server with"));
    Path log = Files.createDirectories(directory).resolve("build.log");
    ProcessBuilder builder =
        new ProcessBuilder(go.toString(), "install", MODULE + "@v" + version())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("GOBIN", directory.toAbsolutePath().toString());
    Process build = builder.start();
    if (!build.waitFor(BUILD_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      build.destroyForcibly();
      throw new NotAvailable("building fake-gcs-server took longer than " + BUILD_LIMIT);
    }
    if (build.exitValue() != 0) {
      throw new NotAvailable("fake-gcs-server could not be built: " + Files.readString(log));
    }
    return program;
  }

  private static Optional<Path> go() {
    return Stream.concat(
            Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)),
            Stream.of("/usr/local/go/bin"))
        .map(folder -> Path.of(folder, "go"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static String version() throws IOException {
    Properties images = new Properties();
    try (InputStream names = FakeGcsServer.class.getResourceAsStream("/images.properties")) {
      images.load(names);
    }
    String image = images.getProperty("fake-gcs-server");
    return image.substring(image.lastIndexOf(':') + 1);
  }
}
