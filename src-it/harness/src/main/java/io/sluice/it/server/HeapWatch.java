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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import javax.naming.Context;

/** Samples heap, garbage included, and threads of another JVM, and keeps the highest values. */
public final class HeapWatch implements AutoCloseable {
  private static final long PERIOD_NANOS = Duration.ofMillis(50).toNanos();

  private final JMXConnector connector;
  private final MemoryMXBean memory;
  private final ThreadMXBean threads;
  private final Thread thread;
  private volatile boolean ended;
  private volatile long peak;
  private volatile int peakThreads;

  private HeapWatch(JMXConnector connector) throws IOException {
    this.connector = connector;
    this.memory = proxy(ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
    this.threads = proxy(ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
    this.peakThreads = threads.getThreadCount();
    this.thread = new Thread(this::sample, "heap-watch");
    this.thread.setDaemon(true);
  }

  /**
   * Begins to sample.
   *
   * @param port where the JVM serves JMX on the loopback interface
   */
  // The other side is a process that this one started, on the loopback interface.
  @SuppressWarnings("BanJNDI")
  public static HeapWatch start(int port) throws IOException {
    JMXConnector connector =
        JMXConnectorFactory.connect(
            new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi"),
            // Hadoop's jar names another factory, which it does not hold.
            Map.of(
                Context.INITIAL_CONTEXT_FACTORY,
                "com.sun.jndi.rmi.registry.RegistryContextFactory"));
    HeapWatch watch = new HeapWatch(connector);
    watch.thread.start();
    return watch;
  }

  private <T> T proxy(String name, Class<T> type) throws IOException {
    return ManagementFactory.newPlatformMXBeanProxy(
        connector.getMBeanServerConnection(), name, type);
  }

  /** JVM options that make {@link #start} possible. */
  static String[] jvmOptions(int port) {
    return new String[] {
      "-Dcom.sun.management.jmxremote.port=" + port,
      "-Dcom.sun.management.jmxremote.rmi.port=" + port,
      "-Dcom.sun.management.jmxremote.host=127.0.0.1",
      "-Djava.rmi.server.hostname=127.0.0.1",
      "-Dcom.sun.management.jmxremote.authenticate=false",
      "-Dcom.sun.management.jmxremote.ssl=false"
    };
  }

  private void sample() {
    while (!ended) {
      peak = Math.max(peak, memory.getHeapMemoryUsage().getUsed());
      peakThreads = Math.max(peakThreads, threads.getThreadCount());
      LockSupport.parkNanos(PERIOD_NANOS);
    }
  }

  /** The most that was seen in use, in bytes. */
  public long peakBytes() {
    return peak;
  }

  /** What remains in use after a garbage collection, in bytes. */
  public long liveBytes() {
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  /** The most threads that were seen alive. */
  public int peakThreads() {
    return peakThreads;
  }

  /** The maximum size of the heap, in bytes. */
  public long maxBytes() {
    return memory.getHeapMemoryUsage().getMax();
  }

  @Override
  public void close() {
    ended = true;
    try {
      thread.join();
      connector.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the JMX connection", e);
    }
  }
}
