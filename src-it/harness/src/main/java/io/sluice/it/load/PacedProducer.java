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

/** Sends records at a given pace, on a separate thread. */
public final class PacedProducer implements AutoCloseable {
  private static final int RECORDS_PER_STEP = 500;

  private final KafkaProducer<byte[], byte[]> producer;
  private final long recordsPerSecond;
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final Thread thread;
  private volatile boolean finishing;

  private PacedProducer(
      String bootstrapServers,
      Iterator<ProducerRecord<byte[], byte[]>> records,
      long recordsPerSecond) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("bootstrap.servers", bootstrapServers);
    properties.put("acks", "all");
    properties.put("linger.ms", "5");
    this.producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    this.recordsPerSecond = recordsPerSecond;
    this.thread = new Thread(() -> run(records), "producer");
    this.thread.setDaemon(true);
  }

  /**
   * Starts sending.
   *
   * @param recordsPerSecond at most; {@link Long#MAX_VALUE} for as fast as it goes
   */
  public static PacedProducer start(
      String bootstrapServers,
      Iterator<ProducerRecord<byte[], byte[]>> records,
      long recordsPerSecond) {
    PacedProducer producer = new PacedProducer(bootstrapServers, records, recordsPerSecond);
    producer.thread.start();
    return producer;
  }

  /** Lines for the partitions of a topic in turn: line <i>i</i> goes to <i>i</i> modulo them. */
  public static Iterator<ProducerRecord<byte[], byte[]>> inTurn(
      String topic, int partitions, Iterator<String> lines) {
    return new Iterator<>() {
      private long sent;

      @Override
      public boolean hasNext() {
        return lines.hasNext();
      }

      @Override
      public ProducerRecord<byte[], byte[]> next() {
        int partition = Math.toIntExact(sent++ % partitions);
        byte[] value = lines.next().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(topic, partition, null, value);
      }
    };
  }

  private void run(Iterator<ProducerRecord<byte[], byte[]>> records) {
    long start = System.nanoTime();
    long sent = 0;
    while (records.hasNext()
        && !finishing
        && failure.get() == null
        && !Thread.currentThread().isInterrupted()) {
      // The callback reports all that the future does.
      Future<RecordMetadata> unused =
          producer.send(
              records.next(),
              (metadata, exception) -> {
                if (exception == null) {
                  acknowledged.incrementAndGet();
                } else {
                  failure.compareAndSet(null, exception);
                }
              });
      sent++;
      if (sent % RECORDS_PER_STEP == 0) {
        double dueSeconds = (double) sent / recordsPerSecond;
        long early = start + (long) (dueSeconds * 1e9) - System.nanoTime();
        if (early > 0) {
          LockSupport.parkNanos(early);
        }
      }
    }
    if (!Thread.currentThread().isInterrupted()) {
      producer.flush();
    }
  }

  /**
   * The number of records that the broker has acknowledged.
   *
   * @throws IllegalStateException if one could not be sent
   */
  public long acknowledged() {
    Exception cause = failure.get();
    if (cause != null) {
      throw new IllegalStateException("cannot produce", cause);
    }
    return acknowledged.get();
  }

  /** Returns when every record is acknowledged. */
  public void awaitEnd() throws InterruptedException {
    thread.join();
    acknowledged();
  }

  /** Sends no more; returns, with their number, when all records sent are acknowledged. */
  public long finish() throws InterruptedException {
    finishing = true;
    awaitEnd();
    return acknowledged();
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
