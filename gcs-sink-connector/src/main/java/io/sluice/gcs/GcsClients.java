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

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.gax.retrying.RetrySettings;
import com.google.auth.Credentials;
import com.google.auth.http.HttpTransportFactory;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ImpersonatedCredentials;
import com.google.cloud.NoCredentials;
import com.google.cloud.http.HttpTransportOptions;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import io.sluice.storage.StorageException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;

/** Creates Google's client with its connections, identity and retry settings. */
final class GcsClients {
  private static final String SCOPE = "https://www.googleapis.com/auth/devstorage.read_write";
  private static final String IMPERSONATION_SCOPE =
      "https://www.googleapis.com/auth/cloud-platform";
  private static final int IMPERSONATION_SECONDS = 3600;

  private static final long MAX_CREDENTIALS_BYTES = 1 << 20;

  private static final Duration FIRST_RETRY = Duration.ofMillis(200);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(5);
  private static final double RETRY_MULTIPLIER = 2;

  /**
   * A placeholder: objects need no project, and without one the client queries the metadata server.
   */
  private static final String NO_PROJECT = "-";

  private GcsClients() {}

  /**
   * Creates a client. It reads the credentials, but does not connect yet.
   *
   * @param guard opens the client's connections
   */
  static Storage create(AccessConfig access, Timeouts timeouts, CallGuard guard)
      throws StorageException {
    HttpTransport transport = new NetHttpTransport.Builder().setConnectionFactory(guard).build();
    HttpTransportFactory transports = () -> transport;
    StorageOptions.Builder options =
        StorageOptions.http()
            .setTransportOptions(
                new SharedTransport(
                    HttpTransportOptions.newBuilder()
                        .setHttpTransportFactory(transports)
                        .setConnectTimeout(timeouts.connectMillis())
                        .setReadTimeout(timeouts.readMillis())))
            .setRetrySettings(retries(timeouts))
            .setProjectId(access.project().orElse(NO_PROJECT))
            .setCredentials(credentials(access, transports));
    access.endpoint().ifPresent(url -> options.setHost(url.toString()));
    return options.build().getService();
  }

  private static RetrySettings retries(Timeouts timeouts) {
    return RetrySettings.newBuilder()
        .setInitialRetryDelayDuration(FIRST_RETRY)
        .setRetryDelayMultiplier(RETRY_MULTIPLIER)
        .setMaxRetryDelayDuration(LONGEST_RETRY)
        .setTotalTimeoutDuration(Duration.ofMillis(timeouts.retryMillis()))
        .build();
  }

  private static Credentials credentials(AccessConfig access, HttpTransportFactory transports)
      throws StorageException {
    if (access.source() == CredentialsSource.NONE) {
      return NoCredentials.getInstance();
    }
    try {
      GoogleCredentials own = own(access, transports);
      List<String> accounts = access.impersonated();
      if (accounts.isEmpty()) {
        return own.createScoped(SCOPE);
      }
      int last = accounts.size() - 1;
      return ImpersonatedCredentials.create(
          own.createScoped(IMPERSONATION_SCOPE),
          accounts.get(last),
          accounts.subList(0, last),
          List.of(SCOPE),
          IMPERSONATION_SECONDS,
          transports);
    } catch (IOException | RuntimeException e) {
      throw GcsErrors.translate("read", "the credentials", e);
    }
  }

  private static GoogleCredentials own(AccessConfig access, HttpTransportFactory transports)
      throws IOException {
    return switch (access.source()) {
      case DEFAULT -> GoogleCredentials.getApplicationDefault(transports);
      case JSON ->
          parse(access.json().orElseThrow().value(), AccessConfig.CREDENTIALS_JSON, transports);
      case PATH -> parse(file(access), AccessConfig.CREDENTIALS_PATH, transports);
      case NONE -> throw new IllegalStateException("none has no credentials");
    };
  }

  /** Reads the file, and nothing that is no file or has no end. */
  private static String file(AccessConfig access) throws StorageException {
    Path path = access.path().orElseThrow();
    try {
      BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class);
      if (!found.isRegularFile() || found.size() > MAX_CREDENTIALS_BYTES) {
        throw StorageException.fatal(
            AccessConfig.CREDENTIALS_PATH
                + " must name a file of at most 1 MiB on this worker; correct it",
            null);
      }
      return Files.readString(path);
    } catch (CharacterCodingException e) {
      throw StorageException.fatal(
          "the content of " + AccessConfig.CREDENTIALS_PATH + " must be JSON; correct the path",
          null);
    } catch (FileSystemException e) {
      throw StorageException.fatal(
          "the file of "
              + AccessConfig.CREDENTIALS_PATH
              + " cannot be read on this worker; put it there and permit the worker's user to read it ("
              + e
              + ")",
          e);
    } catch (StorageException e) {
      throw e;
    } catch (IOException e) {
      throw StorageException.fatal(
          "the file of " + AccessConfig.CREDENTIALS_PATH + " cannot be read on this worker", e);
    }
  }

  private static GoogleCredentials parse(String json, String key, HttpTransportFactory transports)
      throws StorageException {
    String problem = CredentialsJson.problem(json);
    if (problem != null) {
      throw StorageException.fatal("the content of " + key + " " + problem, null);
    }
    try {
      return CredentialsJson.parse(json, transports);
    } catch (IOException | RuntimeException e) {
      // the messages of the exception and its causes can quote the key
      throw StorageException.fatal(
          "the credentials of "
              + key
              + " are not complete; write the whole content of a credentials file",
          null);
    }
  }
}
