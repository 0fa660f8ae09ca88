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
package io.sluice.it.load;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends lines to the partitions of a topic in turn, at a given pace, on a thread of its own. Line
 * <i>i</i> goes to partition <i>i</i> modulo the number of partitions.
 */
public final class PacedProducer implements AutoCloseable {
  private static final int LINES_PER_STEP = 500;

  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final int partitions;
  private final long linesPerSecond;
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final Thread thread;

  private PacedProducer(
      String bootstrapServers,
      String topic,
      int partitions,
      Iterator<String> lines,
      long linesPerSecond) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("bootstrap.servers", bootstrapServers);
    properties.put("acks", "all");
    properties.put("linger.ms", "5");
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    this.topic = topic;
    this.partitions = partitions;
    this.linesPerSecond = linesPerSecond;
    this.thread = new Thread(() -> run(lines), "producer");
    this.thread.setDaemon(true);
  }

  /**
   * Starts sending.
   *
   * @param linesPerSecond at most; {@link Long#MAX_VALUE} for as fast as it goes
   */
  public static PacedProducer start(
      String bootstrapServers,
      String topic,
      int partitions,
      Iterator<String> lines,
      long linesPerSecond) {
    PacedProducer producer =
        new PacedProducer(bootstrapServers, topic, partitions, lines, linesPerSecond);
    producer.thread.start();
    return producer;
  }

  private void run(Iterator<String> lines) {
    long start = System.nanoTime();
    long sent = 0;
    while (lines.hasNext() && failure.get() == null && !Thread.currentThread().isInterrupted()) {
      int partition = Math.toIntExact(sent % partitions);
      byte[] value = lines.next().getBytes(StandardCharsets.UTF_8);
      // The callback tells all that the future does.
      Future<RecordMetadata> unused =
          producer.send(
              new ProducerRecord<>(topic, partition, null, value),
              (metadata, exception) -> {
                if (exception == null) {
                  acknowledged.incrementAndGet();
                } else {
                  failure.compareAndSet(null, exception);
                }
              });
      sent++;
      if (sent % LINES_PER_STEP == 0) {
        double dueSeconds = (double) sent / linesPerSecond;
        long early = start + (long) (dueSeconds * 1e9) - System.nanoTime();
        if (early > 0) {
          LockSupport.parkNanos(early);
        }
      }
    }
    producer.flush();
  }

  /**
   * How many lines the broker has.
   *
   * @throws IllegalStateException if one could not be sent
   */
  public long acknowledged() {
    Exception cause = failure.get();
    if (cause != null) {
      throw new IllegalStateException("cannot produce to " + topic, cause);
    }
    return acknowledged.get();
  }

  /** Returns when every line is acknowledged. */
  public void awaitEnd() throws InterruptedException {
    thread.join();
    acknowledged();
  }

  /** Stops sending. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }
}
