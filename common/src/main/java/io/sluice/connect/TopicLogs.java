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

import io.sluice.ledger.LogSource;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The connector's own Kafka client. Each query blocks until Kafka answers or the client times out,
 * well within {@code storage.timeout.ms}. Safe for any thread.
 *
 * <p>A failed query throws an {@link IOException}; its message names {@code
 * kafka.bootstrap.servers}, the query and the reason.
 */
public interface TopicLogs extends LogSource, AutoCloseable {

  /**
   * Checks that the client is permitted to describe topics.
   *
   * @param topics may include topics that do not exist
   */
  void check(Collection<String> topics) throws IOException;

  /** The committed offsets of a consumer group; empty if no client is configured. */
  Map<TopicPartition, OffsetAndMetadata> committed(String group) throws IOException;

  /** Ends queries in progress with an exception; never waits for Kafka. */
  @Override
  void close();
}
