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

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import io.sluice.it.Await;
import io.sluice.it.Await.Hopeless;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;

/**
 * A container for fault tests: it keeps its name, its data and its ports on the host when it is
 * killed and starts again. {@link #start} returns at once; {@link #awaitReady} waits.
 */
abstract class Machine extends GenericContainer<Machine> {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final int TAIL_CHARACTERS = 4_000;

  private final Network network;
  private final String name;

  /**
   * @param name host name and alias on the network
   */
  Machine(DockerImageName image, Network network, String name) {
    super(image);
    this.network = network;
    this.name = name;
    withNetwork(network);
    withNetworkAliases(name);
    withCreateContainerCmdModifier(command -> command.withHostName(name));
    // Readiness is asked for in the same way after the first start and after any other.
    waitingFor(
        new AbstractWaitStrategy() {
          @Override
          protected void waitUntilReady() {
            // awaitReady() does.
          }
        });
  }

  /** Whether the server inside takes requests; false or an exception if it does not yet. */
  abstract boolean isReady() throws Exception;

  String name() {
    return name;
  }

  /** Makes a port inside reachable under this port of the host, also after a restart. */
  void publish(int hostPort, int containerPort) {
    addFixedExposedPort(hostPort, containerPort);
  }

  /** Returns when the server inside takes requests. */
  void awaitReady() {
    Await.until(
        name + " takes requests",
        START_LIMIT,
        () -> {
          if (!isRunning()) {
            throw new Hopeless(name + " ended:\n" + tail());
          }
          return isReady();
        });
  }

  /** SIGKILL; returns when the container is dead. */
  void kill() {
    docker().killContainerCmd(getContainerId()).withSignal("KILL").exec();
    Await.until(name + " is dead", Duration.ofSeconds(30), () -> !isRunning());
  }

  /** Starts the container again, once it was killed, with its data. */
  void startAgain() {
    docker().startContainerCmd(getContainerId()).exec();
  }

  /** Stops all processes inside without notice, until {@link #thaw}. */
  void freeze() {
    docker().pauseContainerCmd(getContainerId()).exec();
  }

  void thaw() {
    docker().unpauseContainerCmd(getContainerId()).exec();
  }

  /** Takes the container off the network, and off its ports, until {@link #reconnect}. */
  void cutOff() {
    docker()
        .disconnectFromNetworkCmd()
        .withNetworkId(network.getId())
        .withContainerId(getContainerId())
        .exec();
  }

  /** Puts the container back on the network under its name. */
  void reconnect() {
    docker()
        .connectToNetworkCmd()
        .withNetworkId(network.getId())
        .withContainerId(getContainerId())
        .withContainerNetwork(
            new com.github.dockerjava.api.model.ContainerNetwork().withAliases(name))
        .exec();
  }

  /** The paths of all files in a directory inside, also once the container is dead. */
  List<String> files(String directory) throws IOException {
    if (getContainerId() == null) {
      return List.of();
    }
    List<String> found = new ArrayList<>();
    try (TarArchiveInputStream archive =
        new TarArchiveInputStream(
            docker().copyArchiveFromContainerCmd(getContainerId(), directory).exec())) {
      for (TarArchiveEntry entry = archive.getNextEntry();
          entry != null;
          entry = archive.getNextEntry()) {
        if (entry.isFile()) {
          found.add(name + ":" + entry.getName());
        }
      }
    } catch (NotFoundException e) {
      // No such directory yet.
      return List.of();
    }
    return found;
  }

  /** Writes all that the container printed since its first start. */
  void saveLog(Path directory) throws IOException {
    if (getContainerId() != null) {
      Files.writeString(directory.resolve(name + ".log"), getLogs());
    }
  }

  private String tail() {
    String log = getLogs();
    return log.substring(Math.max(0, log.length() - TAIL_CHARACTERS));
  }

  private DockerClient docker() {
    return getDockerClient();
  }
}
