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

import java.io.IOException;
import java.util.UUID;
import org.apache.hadoop.conf.Configurable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.net.StandardSocketFactory;
import org.apache.hadoop.security.UserGroupInformation;

/** The settings by which connectors with and without Kerberos share one class loader. */
final class HadoopSecurity {
  private static final String SOCKETS = "hadoop.rpc.socket.factory.class.default";
  private static final String FALLBACK = "ipc.client.fallback-to-simple-auth-allowed";

  private HadoopSecurity() {}

  /**
   * Switches the Hadoop classes of this class loader to Kerberos, once. Connectors without Kerberos
   * go on, because {@link #separate} permits it to them.
   */
  static synchronized void enableKerberos() {
    if (UserGroupInformation.isSecurityEnabled()) {
      return;
    }
    keepTheProcessUser();
    Configuration configuration = new Configuration();
    configuration.set(LoginConfig.AUTHENTICATION, "kerberos");
    // Servers map principals to users by their own rules. The client only needs some short name,
    // for principals of every realm.
    configuration.set("hadoop.security.auth_to_local", "RULE:[1:$1]\nRULE:[2:$1]");
    UserGroupInformation.setConfiguration(configuration);
  }

  /**
   * With Kerberos, Hadoop would look for a ticket cache when it needs a login user, which failing
   * connections do, and renew it in a thread.
   */
  private static void keepTheProcessUser() {
    try {
      UserGroupInformation.getLoginUser();
    } catch (IOException e) {
      // For instance, the process runs under a number without a name.
      UserGroupInformation.setLoginUser(
          UserGroupInformation.createRemoteUser(System.getProperty("user.name")));
    }
  }

  /** Completes the settings of one connector's client. */
  static void separate(Configuration configuration, boolean kerberos) {
    configuration.set(LoginConfig.AUTHENTICATION, kerberos ? "kerberos" : "simple");
    configuration.setBoolean(FALLBACK, !kerberos);
    String standard = StandardSocketFactory.class.getName();
    if (configuration.get(SOCKETS, standard).equals(standard)) {
      configuration.set(SOCKETS, Sockets.class.getName());
      configuration.set(Sockets.OWNER, UUID.randomUUID().toString());
    }
  }

  /**
   * Hadoop keeps one RPC client for equal socket factories, with some settings of its first user,
   * such as whether servers without Kerberos are accepted. Each connection to a store has a
   * separate factory, and so a separate client.
   */
  public static final class Sockets extends StandardSocketFactory implements Configurable {
    private static final String OWNER = "sluice.rpc.client.owner";

    private Configuration configuration = new Configuration(false);

    @Override
    public void setConf(Configuration owners) {
      configuration = owners;
    }

    @Override
    public Configuration getConf() {
      return configuration;
    }

    private String owner() {
      return configuration.get(OWNER, "");
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Sockets sockets && owner().equals(sockets.owner());
    }

    @Override
    public int hashCode() {
      return owner().hashCode();
    }
  }
}
