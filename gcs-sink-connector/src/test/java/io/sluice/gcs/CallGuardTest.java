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

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.sluice.gcs.CallGuard.CutOffException;
import io.sluice.storage.Storage;
import io.sluice.storage.StorageException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CallGuardTest {
  @TempDir private Path spool;

  private static final int PATIENT_MILLIS = 30_000;

  @Test
  void requestsGoThroughTheProxyAndThoseToTheMetadataServerDoNot() throws Exception {
    List<URI> seen = new CopyOnWriteArrayList<>();
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext(
        "/",
        exchange -> {
          seen.add(exchange.getRequestURI());
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    proxy.start();
    InetSocketAddress address =
        InetSocketAddress.createUnresolved("127.0.0.1", proxy.getAddress().getPort());
    try (CallGuard guard = new CallGuard(PATIENT_MILLIS, Optional.of(address))) {
      HttpURLConnection storage =
          guard.openConnection(URI.create("http://storage.invalid/storage/v1/b").toURL());
      assertThat(storage.getResponseCode()).isEqualTo(204);

      HttpURLConnection metadata =
          guard.openConnection(URI.create("http://metadata.google.internal/").toURL());
      metadata.setConnectTimeout(200);
      assertThat(catchThrowableOfType(IOException.class, metadata::getResponseCode)).isNotNull();
    } finally {
      proxy.stop(0);
    }
    assertThat(seen).containsExactly(URI.create("http://storage.invalid/storage/v1/b"));
  }

  @Test
  void aProxyIsUsedByGooglesClient() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.createContext(
        "/",
        exchange -> {
          seen.add(exchange.getRequestURI().getHost());
          byte[] answer =
              "{\"items\": [{\"bucket\": \"bucket\", \"name\": \"dir/a\"}]}".getBytes(UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    proxy.start();
    GcsConfig config =
        Configs.of(
            "gcs.credentials.source",
            "none",
            "gcs.endpoint",
            "http://storage.invalid",
            "gcs.proxy",
            "http://127.0.0.1:" + proxy.getAddress().getPort(),
            "spool.dir",
            spool.toString());
    try (Storage storage = GcsStorageProvider.open(config, Timeouts.within(PATIENT_MILLIS))) {
      assertThat(storage.list("dir", 1)).containsExactly("a");
    } finally {
      proxy.stop(0);
    }
    assertThat(seen).containsExactly("storage.invalid");
  }

  @Test
  void aRequestThatNobodyReadsIsCut() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        CallGuard guard = new CallGuard(500, Optional.empty())) {
      IOException failure =
          catchThrowableOfType(IOException.class, () -> guard.run(() -> writeForEver(guard, deaf)));

      assertThat(failure).isNotNull();
    }
  }

  private static Void writeForEver(CallGuard guard, ServerSocket deaf) throws IOException {
    HttpURLConnection connection =
        guard.openConnection(URI.create("http://127.0.0.1:" + deaf.getLocalPort()).toURL());
    connection.setDoOutput(true);
    connection.setChunkedStreamingMode(0);
    try (OutputStream output = connection.getOutputStream()) {
      byte[] chunk = new byte[1 << 16];
      while (true) {
        output.write(chunk);
      }
    }
  }

  @Test
  void nothingIsBegunAfterTheTimeIsOver() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    try (CallGuard guard = new CallGuard(50, Optional.empty())) {
      CutOffException failure =
          catchThrowableOfType(
              CutOffException.class,
              () ->
                  guard.run(
                      () -> {
                        awaitQuietly(never);
                        return guard.openConnection(URI.create("http://127.0.0.1:1").toURL());
                      }));

      assertThat(failure).hasMessageContaining("50 ms");
      StorageException translated = GcsErrors.translate("publish", "a", failure);
      assertThat(translated.retriable()).isTrue();
      assertThat(translated)
          .hasMessageContaining("storage.timeout.ms")
          .hasMessageContaining("roll.bytes");
      assertThat(GcsErrors.translate("list", "a", failure)).hasMessageNotContaining("roll.bytes");
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      boolean unused = latch.await(200, java.util.concurrent.TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aClosedGuardBeginsNothing() throws Exception {
    CallGuard guard = new CallGuard(PATIENT_MILLIS, Optional.empty());
    assertThat(guard.<Integer>run(() -> 1)).isEqualTo(1);

    guard.close();

    assertThat(catchThrowableOfType(CutOffException.class, () -> guard.run(() -> 2)))
        .hasMessageContaining("closed");
  }
}
