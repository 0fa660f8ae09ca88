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
 * The connector's own Kafka client. Each question blocks until Kafka answers or the client gives
 * up, which it does well within {@code storage.timeout.ms}. Safe for any thread.
 *
 * <p>A failed question ends with an {@link IOException}; the sentence names {@code
 * kafka.bootstrap.servers}, what was asked and the reason.
 */
public interface TopicLogs extends LogSource, AutoCloseable {

  /**
   * Asks whether the client may describe topics.
   *
   * @param topics may include some that do not exist
   */
  void check(Collection<String> topics) throws IOException;

  /** The offsets that are committed in a consumer group; empty where no client is configured. */
  Map<TopicPartition, OffsetAndMetadata> committed(String group) throws IOException;

  /** Ends questions that are in progress with an exception; never waits for Kafka. */
  @Override
  void close();
}
