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
import io.sluice.storage.StorageException.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Explains failures of Kerberos, whose types are the same and whose texts differ. */
final class KerberosErrors {

  /**
   * The meaning of a failure.
   *
   * @param kind whether a retry may succeed
   * @param meaning what is wrong, and the remedy
   * @param texts of which one is part of the failure's message
   */
  record Rule(Kind kind, String meaning, List<String> texts) {
    static Rule retry(String meaning, String... texts) {
      return new Rule(Kind.RETRIABLE, meaning, List.of(texts));
    }

    /** Somebody has to change something, and may do so under a running task. */
    static Rule refused(String meaning, String... texts) {
      return new Rule(Kind.REFUSED, meaning, List.of(texts));
    }

    private boolean matches(String message) {
      return texts.stream().anyMatch(message::contains);
    }
  }

  private static final Rule UNREACHABLE =
      Rule.retry(
          "the KDC cannot be reached; check that it is running, that krb5.conf names it, and the"
              + " network from the worker to it",
          "Receive timed out",
          "Connection refused",
          "onnect timed out",
          "Read timed out",
          "Port Unreachable",
          "Cannot contact any KDC",
          "Network is unreachable",
          "No route to host",
          "UnknownHostException");

  /** Of any exchange with the KDC. */
  private static final List<Rule> EXCHANGE =
      List.of(
          Rule.refused(
              "the clock of this worker and that of the KDC or server differ too much; synchronize"
                  + " them, for instance by NTP",
              "Clock skew too great",
              "Ticket not yet valid"),
          Rule.refused(
              "the KDC, the keytab and Java share no encryption type; export the keytab with an AES"
                  + " key, and check permitted_enctypes in krb5.conf",
              "no support for encryption type",
              "is not supported/enabled"),
          Rule.refused(
              "the worker's krb5.conf does not name the realm of the principal and its KDC; correct"
                  + " it, or let the worker's -Djava.security.krb5.conf point to the right file",
              "Cannot locate default realm",
              "Cannot locate KDC",
              "Cannot find KDC for",
              "Unable to locate KDC",
              "no default realm",
              "Unable to locate Kerberos realm",
              "krb5.conf"),
          UNREACHABLE);

  private static final List<Rule> LOGIN =
      List.of(
          Rule.refused(
              "hdfs.kerberos.keytab has no key of a supported encryption type for the principal;"
                  + " export it again with kadmin's ktadd",
              "Unable to obtain password from user",
              "Cannot find key of appropriate type"),
          Rule.refused(
              "the key in hdfs.kerberos.keytab is not the principal's present one, which changes"
                  + " with its password and with each export; export the keytab again",
              "Checksum failed",
              "Integrity check on decrypted field failed",
              "Pre-authentication information was invalid"),
          Rule.refused(
              "the KDC does not know the principal; correct hdfs.kerberos.principal, or create the"
                  + " principal",
              "Client not found in Kerberos database"),
          Rule.refused(
              "the principal is locked or has expired; enable it in the KDC",
              "credentials have been revoked",
              "entry in database expired",
              "Password has expired"));

  /** Of a connection to a server, which a ticket opens. */
  private static final List<Rule> CONNECTION =
      List.of(
          Rule.refused(
              "the NameNode does not permit the login to write as hdfs.proxy.user; set"
                  + " hadoop.proxyuser.<login>.hosts and .users or .groups in its core-site.xml, or"
                  + " remove hdfs.proxy.user",
              "is not allowed to impersonate"),
          Rule.refused(
              "the cluster requires Kerberos, and this login has none; set hdfs.kerberos.principal"
                  + " and hdfs.kerberos.keytab",
              "SIMPLE authentication is not enabled",
              "Client cannot authenticate via"),
          Rule.refused(
              "the cluster does not use Kerberos; remove hdfs.kerberos.principal and"
                  + " hdfs.kerberos.keytab, or check that hdfs.url names the right cluster",
              "fall back to SIMPLE auth"),
          Rule.refused(
              "the NameNode's principal is not known; set hdfs.conf.dir to the cluster's"
                  + " configuration, or set hdfs.conf.dfs.namenode.kerberos.principal",
              "Failed to specify server's Kerberos principal name"),
          Rule.refused(
              "the NameNode has another principal than dfs.namenode.kerberos.principal and"
                  + " dfs.namenode.kerberos.principal.pattern say; correct them in hdfs.conf.dir or"
                  + " as hdfs.conf.*",
              "Server has invalid Kerberos principal"),
          Rule.refused(
              "the KDC does not know the NameNode's principal; check"
                  + " dfs.namenode.kerberos.principal, and the host name in hdfs.url",
              "Server not found in Kerberos database"),
          Rule.refused(
              "client and server share no protection level; set hdfs.conf.hadoop.rpc.protection to"
                  + " that of the cluster",
              "No common protection layer"),
          Rule.retry(
              "the Kerberos ticket has expired and could not be renewed; the log says why, which is"
                  + " usually that the KDC cannot be reached or that the keytab was changed",
              "Failed to find any Kerberos tgt",
              "Ticket expired"));

  private KerberosErrors() {}

  /** The failure of an attempt to log in. */
  static StorageException ofLogin(String operation, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String message = cause.toString();
      Optional<Rule> rule =
          Stream.concat(LOGIN.stream(), EXCHANGE.stream())
              .filter(each -> each.matches(message))
              .findFirst();
      if (rule.isPresent()) {
        return StorageException.of(
            rule.get().kind(),
            operation + rule.get().meaning() + " (" + text(failure) + ")",
            failure);
      }
    }
    return StorageException.retriable(operation + text(failure), failure);
  }

  /** No answer of the KDC in time. */
  static StorageException silentKdc(String operation, long millis, Exception cause) {
    return StorageException.retriable(
        operation + UNREACHABLE.meaning() + " (no answer within " + millis + " ms)", cause);
  }

  /** What the message of a failed connection to a server means, if Kerberos is the reason. */
  static Optional<Rule> ofConnection(String message) {
    // Without a ticket for the server, the client asks the KDC for one. Other failures to connect
    // concern the server.
    Stream<Rule> exchange = message.contains("GSS") ? EXCHANGE.stream() : Stream.of();
    return Stream.concat(CONNECTION.stream(), exchange)
        .filter(each -> each.matches(message))
        .findFirst();
  }

  private static String text(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message.lines().findFirst().orElse("").strip();
  }
}
