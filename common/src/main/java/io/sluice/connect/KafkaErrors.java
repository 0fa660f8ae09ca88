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
package io.sluice.connect;

import static io.sluice.config.KafkaConfig.BOOTSTRAP_SERVERS;

import io.sluice.config.KafkaConfig;
import io.sluice.storage.StorageException;
import java.net.InetSocketAddress;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Utils;

/** Translates the exceptions of a Kafka client, and decides whether a retry may help. */
final class KafkaErrors {
  private final KafkaConfig config;

  KafkaErrors(KafkaConfig config) {
    this.config = config;
  }

  /**
   * Translates the exception of a query that failed or was refused.
   *
   * @param asked the subject of the query
   */
  StorageException translate(String asked, Throwable cause) {
    if (cause instanceof AuthenticationException) {
      return StorageException.fatal(
          "Kafka at %s (%s) did not accept the client's credentials: %s; check the settings kafka.security.*, kafka.sasl.* and kafka.ssl.*"
              .formatted(servers(), BOOTSTRAP_SERVERS, cause.getMessage()),
          cause);
    }
    if (cause instanceof AuthorizationException) {
      return StorageException.fatal(
          "Kafka at %s (%s) was asked for %s and refused: %s; permit the client's principal to describe the topics"
              .formatted(servers(), BOOTSTRAP_SERVERS, asked, cause.getMessage()),
          cause);
    }
    if (cause instanceof TimeoutException) {
      return StorageException.retriable(
          "Kafka at %s did not answer when asked for %s (%s): check %s, and that the worker reaches the brokers"
              .formatted(servers(), asked, cause.getMessage(), BOOTSTRAP_SERVERS),
          cause);
    }
    return StorageException.retriable(
        "Kafka at %s (%s) was asked for %s and answered: %s"
            .formatted(servers(), BOOTSTRAP_SERVERS, asked, cause.getMessage()),
        cause);
  }

  /** The failure of a query without an answer within the client's time limit. */
  StorageException silent(String asked, Throwable cause) {
    return StorageException.retriable(
        "Kafka at %s did not answer within %d ms when asked for %s: check %s, and that the worker reaches the brokers"
            .formatted(servers(), config.answerMillis(), asked, BOOTSTRAP_SERVERS),
        cause);
  }

  /**
   * The failure to create a client: the settings are unusable, or no broker's name can be resolved.
   */
  StorageException unusable(KafkaException cause) {
    for (String server : servers().split(",", -1)) {
      if (!unresolved(server.trim())) {
        Throwable reason = cause.getCause() == null ? cause : cause.getCause();
        return StorageException.fatal(
            "No Kafka client can be created from the settings kafka.*: " + reason.getMessage(),
            cause);
      }
    }
    return StorageException.retriable(
        "No host in %s (%s) can be resolved: check the names, and the worker's name service"
            .formatted(BOOTSTRAP_SERVERS, servers()),
        cause);
  }

  private static boolean unresolved(String server) {
    String host = Utils.getHost(server);
    return host != null && new InetSocketAddress(host, 0).isUnresolved();
  }

  private String servers() {
    return config.settings().get("bootstrap.servers").toString();
  }
}
