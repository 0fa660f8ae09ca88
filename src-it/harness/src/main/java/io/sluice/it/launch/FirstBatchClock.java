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
package io.sluice.it.launch;

import io.sluice.it.process.ReadyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Records when a consumer saw its first record: the same start for every system that is measured.
 * Writes the instant, in ISO-8601, to the file that the consumer property {@link #FILE} names.
 */
public final class FirstBatchClock implements ConsumerInterceptor<Object, Object> {
  /** Consumer property: where to write. */
  public static final String FILE = "first.batch.file";

  private Path file;
  private boolean seen;

  @Override
  public void configure(Map<String, ?> configs) {
    file = Path.of(String.valueOf(configs.get(FILE)));
  }

  @Override
  public ConsumerRecords<Object, Object> onConsume(ConsumerRecords<Object, Object> records) {
    if (!seen && !records.isEmpty()) {
      seen = true;
      try {
        ReadyFile.write(file, Instant.now().toString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return records;
  }

  @Override
  public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

  @Override
  public void close() {}
}
