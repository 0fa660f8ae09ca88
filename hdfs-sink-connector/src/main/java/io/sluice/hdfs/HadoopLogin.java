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
package io.sluice.hdfs;

import io.sluice.storage.StorageException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * The user in whose name one file system is called. Safe for any thread.
 *
 * <p>Hadoop keeps one login user and one authentication method per class loader. Connectors do not
 * use that login user, so that each can have a separate one.
 */
final class HadoopLogin implements AutoCloseable {
  private final UserGroupInformation user;
  private final Optional<KerberosTicketRenewal> renewal;

  private HadoopLogin(UserGroupInformation user, Optional<KerberosTicketRenewal> renewal) {
    this.user = user;
    this.renewal = renewal;
  }

  /**
   * Logs in. Blocks; with Kerberos it asks the KDC.
   *
   * @param millis after which it fails if the KDC does not answer
   */
  static HadoopLogin open(LoginConfig config, LoginEvents events, long millis) throws IOException {
    if (config.kerberos().isEmpty()) {
      UserGroupInformation user =
          config.user().isPresent()
              ? UserGroupInformation.createRemoteUser(config.user().get())
              : UserGroupInformation.getLoginUser();
      return new HadoopLogin(acting(config, user), Optional.empty());
    }
    HadoopSecurity.enableKerberos();
    KerberosLogin login = KerberosLogin.of(config.kerberos().get(), millis);
    KerberosTicketRenewal renewal = KerberosTicketRenewal.start(login, events);
    try {
      UserGroupInformation user = UserGroupInformation.getUGIFromSubject(renewal.subject());
      return new HadoopLogin(acting(config, user), Optional.of(renewal));
    } catch (IOException | RuntimeException e) {
      renewal.close();
      throw e;
    }
  }

  private static UserGroupInformation acting(LoginConfig config, UserGroupInformation login) {
    return config
        .proxyUser()
        .map(name -> UserGroupInformation.createProxyUser(name, login))
        .orElse(login);
  }

  /** A call of the Hadoop client. */
  @FunctionalInterface
  interface Call<T> {
    T run() throws IOException;
  }

  /** Makes a call as this user. */
  <T> T run(Call<T> call) throws IOException {
    try {
      return user.doAs((java.security.PrivilegedExceptionAction<T>) call::run);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StorageException.retriable("interrupted", e);
    }
  }

  /** Ends the renewal. */
  @Override
  public void close() {
    renewal.ifPresent(KerberosTicketRenewal::close);
  }
}
