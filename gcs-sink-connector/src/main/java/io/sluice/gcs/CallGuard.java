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
package io.sluice.gcs;

import com.google.api.client.http.javanet.ConnectionFactory;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URL;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Opens the connections of Google's client, and cuts those of a call that takes too long or whose
 * store is closed, because writing a request has no timeout and ignores interrupts. A call includes
 * everything on its thread until it returns. Safe for any thread.
 */
final class CallGuard implements ConnectionFactory, AutoCloseable {
  /** Hosts of the metadata server, which is never behind a proxy. */
  private static final Set<String> METADATA_SERVER =
      Set.of("metadata.google.internal", "metadata", "169.254.169.254");

  private final long timeoutMillis;
  private final Optional<Proxy> proxy;
  private final Map<Thread, Call> calls = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor watch;
  private volatile boolean closed;

  /**
   * @param timeoutMillis time after which a call is cut
   * @param proxy empty for the settings of the JVM
   */
  CallGuard(long timeoutMillis, Optional<InetSocketAddress> proxy) {
    this.timeoutMillis = timeoutMillis;
    this.proxy =
        proxy.map(
            address ->
                new Proxy(
                    Proxy.Type.HTTP,
                    new InetSocketAddress(address.getHostString(), address.getPort())));
    this.watch = new ScheduledThreadPoolExecutor(1, CallGuard::daemon);
    watch.setRemoveOnCancelPolicy(true);
  }

  /** A call was cut. */
  static final class CutOffException extends IOException {
    private static final long serialVersionUID = 1L;

    private CutOffException(String message) {
      super(message);
    }
  }

  /** A call that may block in the network. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws IOException;
  }

  <T> T run(Work<T> work) throws IOException {
    Call call = new Call();
    if (closed) {
      throw new CutOffException("the store is closed");
    }
    calls.put(Thread.currentThread(), call);
    Future<?> cut =
        watch.schedule(
            () -> call.cut("no answer within " + timeoutMillis + " ms"),
            timeoutMillis,
            TimeUnit.MILLISECONDS);
    try {
      return work.run();
    } finally {
      cut.cancel(false);
      calls.remove(Thread.currentThread());
    }
  }

  @Override
  public HttpURLConnection openConnection(URL url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) open(url);
    Call call = calls.get(Thread.currentThread());
    if (call != null) {
      call.uses(connection);
    }
    return connection;
  }

  private java.net.URLConnection open(URL url) throws IOException {
    if (METADATA_SERVER.contains(url.getHost())) {
      return url.openConnection(Proxy.NO_PROXY);
    }
    return proxy.isPresent() ? url.openConnection(proxy.get()) : url.openConnection();
  }

  /** Cuts all calls. */
  @Override
  public void close() {
    closed = true;
    calls.values().forEach(call -> call.cut("the store is closed"));
    watch.shutdownNow();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "sluice-gcs-watch");
    thread.setDaemon(true);
    thread.setContextClassLoader(CallGuard.class.getClassLoader());
    return thread;
  }

  private static final class Call {
    private HttpURLConnection connection;
    private String reason;

    synchronized void uses(HttpURLConnection next) throws CutOffException {
      if (reason != null) {
        throw new CutOffException(reason);
      }
      connection = next;
    }

    synchronized void cut(String why) {
      reason = why;
      if (connection != null) {
        // Over TLS, disconnecting may wait for the write that it should end.
        daemon(connection::disconnect).start();
      }
    }
  }
}
