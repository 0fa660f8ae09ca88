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
import java.net.InetAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.security.auth.Subject;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;

/**
 * Obtains tickets with the keys of a keytab. Each goes into a new subject, so that an attempt that
 * fails costs no ticket that is still valid; Hadoop's own renewal logs out first.
 */
final class KerberosLogin {
  private static final String MODULE = "com.sun.security.auth.module.Krb5LoginModule";
  private static final String HOST = "/_HOST";

  private final LoginConfig.Kerberos settings;
  private final String principal;
  private final long millis;

  private KerberosLogin(LoginConfig.Kerberos settings, String principal, long millis) {
    this.settings = settings;
    this.principal = principal;
    this.millis = millis;
  }

  /**
   * @param millis after which an attempt fails if the KDC does not answer
   */
  static KerberosLogin of(LoginConfig.Kerberos settings, long millis) throws IOException {
    return new KerberosLogin(settings, onThisHost(settings.principal()), millis);
  }

  /** The principal with this host's name for {@code _HOST}. */
  static String onThisHost(String principal) throws IOException {
    int at = principal.indexOf('@');
    String name = at < 0 ? principal : principal.substring(0, at);
    if (!name.endsWith(HOST)) {
      return principal;
    }
    String host = InetAddress.getLocalHost().getCanonicalHostName().toLowerCase(Locale.ROOT);
    String realm = at < 0 ? "" : principal.substring(at);
    return name.substring(0, name.length() - HOST.length()) + "/" + host + realm;
  }

  String principal() {
    return principal;
  }

  /**
   * Obtains a ticket. Blocks.
   *
   * @return a subject with the principal and its ticket
   * @throws StorageException with the cause and its remedy
   */
  Subject obtain() throws StorageException {
    Optional<String> problem = Keytabs.problem(settings.keytab(), principal);
    if (problem.isPresent()) {
      throw StorageException.refused(subject() + problem.get(), null);
    }
    // The JDK's module waits for a silent KDC for minutes, and does not heed interrupts.
    FutureTask<Subject> attempt = new FutureTask<>(this::login);
    Thread thread = new Thread(attempt, "kerberos-login-" + principal);
    thread.setDaemon(true);
    thread.setContextClassLoader(KerberosLogin.class.getClassLoader());
    thread.start();
    try {
      return attempt.get(millis, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw KerberosErrors.ofLogin(subject(), e.getCause());
    } catch (TimeoutException e) {
      throw KerberosErrors.silentKdc(subject(), millis, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StorageException.retriable(subject() + "interrupted", e);
    }
  }

  private String subject() {
    return "log in as " + principal + ": ";
  }

  private Subject login() throws LoginException {
    LoginContext context = new LoginContext("sluice", new Subject(), null, new KeytabModule());
    context.login();
    return context.getSubject();
  }

  /** The JDK's login module with this keytab, and without caches and questions. */
  private final class KeytabModule extends Configuration {
    @Override
    public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
      Map<String, String> options =
          Map.of(
              "principal", principal,
              "keyTab", settings.keytab().toString(),
              "useKeyTab", "true",
              "useTicketCache", "false",
              "doNotPrompt", "true",
              "isInitiator", "true",
              // A corrected krb5.conf is read without a restart of the worker.
              "refreshKrb5Config", "true");
      return new AppConfigurationEntry[] {
        new AppConfigurationEntry(MODULE, LoginModuleControlFlag.REQUIRED, options)
      };
    }
  }
}
