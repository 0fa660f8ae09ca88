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
package io.sluice.it.gcs;

import com.sun.net.httpserver.HttpServer;
import io.sluice.it.gcs.api.Access;
import io.sluice.it.gcs.api.GcsService;
import io.sluice.it.gcs.api.Tokens;
import io.sluice.it.gcs.api.UploadSessions;
import io.sluice.it.gcs.call.Calls;
import io.sluice.it.gcs.fault.Faults;
import io.sluice.it.gcs.http.Endpoint;
import io.sluice.it.gcs.store.Bucket;
import io.sluice.it.gcs.store.BucketSettings;
import io.sluice.it.gcs.store.Buckets;
import io.sluice.it.gcs.store.ContentFiles;
import io.sluice.it.process.ParentWatch;
import io.sluice.it.process.ReadyFile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that speaks the JSON API of Google Cloud Storage, written from its documentation.
 * Metadata are in memory and the bytes of large objects in files; both are lost when the server
 * ends. Credentials are ignored unless {@link #access()} requires them.
 */
public final class FakeGcs implements AutoCloseable {
  /** The number of calls that may be held before others have to wait. */
  private static final int THREADS = 64;

  private static final int BACKLOG = 1024;

  private final HttpServer server;
  private final ExecutorService threads;
  private final ContentFiles files;
  private final Buckets buckets;
  private final GcsService service;
  private final Tokens tokens;

  private FakeGcs(HttpServer server, ContentFiles files, Clock clock) {
    this.server = server;
    this.files = files;
    this.buckets = new Buckets(clock);
    this.service = new GcsService(buckets, files, clock, url());
    this.tokens = new Tokens(service.access());
    AtomicInteger count = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            work -> {
              Thread thread = new Thread(work, "fake-gcs-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", new Endpoint(service));
    server.createContext("/token", new Endpoint(tokens));
  }

  /**
   * Starts on the loopback interface and on all others.
   *
   * @param directory for the bytes of objects; need not exist
   * @param port 0 for any
   */
  public static FakeGcs start(Path directory, int port) throws IOException {
    return start(directory, port, Clock.systemUTC());
  }

  /**
   * @param clock that gives objects their times, and retention its end
   */
  public static FakeGcs start(Path directory, int port, Clock clock) throws IOException {
    // Read once, by the server's class: without it each small answer waits for a delayed ACK.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "10000");
    HttpServer server = HttpServer.create(new InetSocketAddress(port), BACKLOG);
    FakeGcs gcs = new FakeGcs(server, ContentFiles.in(directory), clock);
    server.start();
    return gcs;
  }

  /** {@code http://127.0.0.1:port}, what the connector takes as its endpoint. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public Bucket createBucket(String name) {
    return createBucket(name, BucketSettings.standard());
  }

  public Bucket createBucket(String name, BucketSettings settings) {
    return buckets.create(name, settings);
  }

  /** Counts of calls since the start. */
  public Calls calls() {
    return service.calls();
  }

  /** The permissions of callers. */
  public Access access() {
    return service.access();
  }

  /** Faults that calls meet. */
  public Faults faults() {
    return service.faults();
  }

  /** The address of the token endpoint: {@code /token} below {@link #url()}. */
  public Tokens tokens() {
    return tokens;
  }

  /** Resumable uploads that are under way. */
  public UploadSessions uploads() {
    return service.uploads();
  }

  @Override
  public void close() throws IOException {
    service.faults().clear();
    server.stop(0);
    threads.shutdownNow();
    files.close();
  }

  /**
   * Runs until SIGTERM or until the process that started it ends.
   *
   * @param arguments directory, port, ready file, name of a bucket to create
   */
  public static void main(String[] arguments) throws IOException {
    ParentWatch.start();
    FakeGcs gcs = start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    gcs.createBucket(arguments[3]);
    ReadyFile.write(Path.of(arguments[2]), gcs.url());
  }
}
