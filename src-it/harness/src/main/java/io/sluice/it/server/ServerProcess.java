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

import io.sluice.it.Await;
import io.sluice.it.Await.Hopeless;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * A JVM started by this one, which writes its output to a file and never outlives this JVM: a
 * shutdown hook kills it, and where no hook can run it sees the end of its standard input.
 */
public final class ServerProcess implements AutoCloseable {
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
  private static final int TAIL_LINES = 30;

  private final String name;
  private final Process process;
  private final Path log;
  private final Thread hook;

  private ServerProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.hook = new Thread(process::destroyForcibly, "kill-" + name);
  }

  /**
   * The command to run.
   *
   * @param name names the log file and appears in messages
   * @param jvmOptions such as the heap
   * @param environment added to that of this process
   * @param maxDescriptors how many files and sockets it may have open; 0 for as many as this one
   */
  public record Launch(
      String name,
      List<String> jvmOptions,
      String classPath,
      String mainClass,
      List<String> arguments,
      Map<String, String> environment,
      int maxDescriptors) {

    /** A process that may have as many descriptors as this one. */
    public Launch(
        String name,
        List<String> jvmOptions,
        String classPath,
        String mainClass,
        List<String> arguments,
        Map<String, String> environment) {
      this(name, jvmOptions, classPath, mainClass, arguments, environment, 0);
    }
  }

  /**
   * Starts the process; does not wait until it is ready.
   *
   * @param directory for temporary files, and for the log file, which a later process of that name
   *     appends to
   */
  public static ServerProcess start(Launch launch, Path directory) throws IOException {
    Files.createDirectories(directory);
    Path log = directory.resolve(launch.name() + ".log");
    // A killed server does not delete its temporary files.
    Path temporary = Files.createDirectories(directory.resolve(launch.name() + ".tmp"));
    List<String> command = new ArrayList<>();
    if (launch.maxDescriptors() > 0) {
      command.addAll(
          List.of("sh", "-c", "ulimit -n " + launch.maxDescriptors() + " && exec \"$@\"", "sh"));
    }
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(launch.jvmOptions());
    command.add("-Duser.timezone=UTC");
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-Dlog4j2.configurationFile=io/sluice/it/launch/log4j2-server.xml");
    command.add("-cp");
    command.add(launch.classPath());
    command.add(launch.mainClass());
    command.addAll(launch.arguments());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(launch.environment());
    Process process = builder.start();
    ServerProcess server = new ServerProcess(launch.name(), process, log);
    Runtime.getRuntime().addShutdownHook(server.hook);
    return server;
  }

  public Path log() {
    return log;
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** CPU time that the process has used so far, in all its threads. */
  public Duration cpuTime() {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /**
   * The most memory that the process ever held, in bytes, as the system counts it. Empty where
   * there is no {@code /proc}, as on macOS.
   */
  public OptionalLong peakResidentBytes() throws IOException {
    Path status = Path.of("/proc/" + pid() + "/status");
    if (!Files.exists(status)) {
      return OptionalLong.empty();
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst();
  }

  /**
   * Waits until the condition holds.
   *
   * @throws Hopeless at once if the process ends, with the end of its log
   */
  public void awaitReady(Duration limit, Await.Condition ready) {
    Await.until(
        name + " is ready",
        limit,
        () -> {
          if (!process.isAlive()) {
            throw new Hopeless(
                name + " ended with exit code " + process.exitValue() + "; its log:\n" + logTail());
          }
          return ready.holds();
        });
  }

  /** The last lines of the log. */
  public String logTail() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(" + log + " is not readable: " + e.getMessage() + ")";
    }
  }

  /** SIGSTOP: stops all its threads without notice to others, until {@link #thaw}. */
  public void freeze() throws IOException {
    signal("STOP");
  }

  /** SIGCONT. */
  public void thaw() throws IOException {
    signal("CONT");
  }

  private void signal(String signal) throws IOException {
    Process sending = new ProcessBuilder("kill", "-" + signal, Long.toString(pid())).start();
    try {
      if (sending.waitFor() != 0) {
        throw new IOException("SIG" + signal + " cannot be sent to " + name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while SIG" + signal + " was sent to " + name, e);
    }
  }

  /** SIGKILL; returns when the process has ended. */
  public void kill() {
    process.destroyForcibly();
    awaitEnd(STOP_LIMIT);
    forgetHook();
  }

  /**
   * SIGTERM, and SIGKILL if the process does not end in time; returns when the process has ended.
   */
  @Override
  public void close() {
    process.destroy();
    if (!awaitEnd(STOP_LIMIT)) {
      process.destroyForcibly();
      awaitEnd(STOP_LIMIT);
    }
    forgetHook();
  }

  private boolean awaitEnd(Duration limit) {
    try {
      return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void forgetHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // This JVM is ending, so the hook runs and finds that the process has ended.
      return;
    }
  }
}
