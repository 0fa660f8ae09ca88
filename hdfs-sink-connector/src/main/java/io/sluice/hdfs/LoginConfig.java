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

import static io.sluice.config.KeyGroup.Label.medium;

import io.sluice.config.KeyGroup;
import io.sluice.config.OptionalText;
import io.sluice.config.Validators;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef.Width;

/**
 * Who writes and owns the files, and how that user logs in.
 *
 * @param user a name that the cluster does not verify; empty for the user of the worker's process
 * @param kerberos how to log in where the cluster verifies its users
 * @param proxyUser the user in whose name the login acts
 */
record LoginConfig(Optional<String> user, Optional<Kerberos> kerberos, Optional<String> proxyUser) {

  static final String USER = "hdfs.user";
  static final String PRINCIPAL = "hdfs.kerberos.principal";
  static final String KEYTAB = "hdfs.kerberos.keytab";
  static final String PROXY_USER = "hdfs.proxy.user";

  /** Hadoop's setting that says whether a cluster requires Kerberos. */
  static final String AUTHENTICATION = "hadoop.security.authentication";

  private static final Pattern USER_NAME = Pattern.compile("[\\w.-]+\\$?");
  private static final Pattern PRINCIPAL_NAME =
      Pattern.compile("[^/@\\s]+(/[^/@\\s]+)?(@[^/@\\s]+)?");

  /**
   * A principal and its keys.
   *
   * @param principal may contain {@code _HOST}
   * @param keytab a file on the worker
   */
  record Kerberos(String principal, Path keytab) {}

  /** Adds the keys of this group. */
  static void define(KeyGroup group) {
    group
        .text(
            USER,
            "",
            Validators.text("empty, or a user name", LoginConfig::userProblem),
            medium(
                    Width.MEDIUM,
                    "User",
                    "The user who writes and owns the files, on a cluster without Kerberos.")
                .value("", "the user of the worker's process")
                .example("etl"))
        .text(
            PRINCIPAL,
            "",
            Validators.text("empty, or a principal", LoginConfig::principalProblem),
            medium(
                    Width.LONG,
                    "Kerberos principal",
                    "The Kerberos principal that the connector logs in as.",
                    "Each task logs in separately and renews its ticket from"
                        + " `hdfs.kerberos.keytab` before it expires, so connectors of one worker"
                        + " may use different principals. `_HOST` is replaced by the worker's"
                        + " canonical host name. The realm and its KDC are those of the worker's"
                        + " `krb5.conf`. What the cluster requires of its clients, such as"
                        + " `hadoop.rpc.protection` and `dfs.data.transfer.protection`, comes from"
                        + " `hdfs.conf.dir` or `hdfs.conf.*`.")
                .value("", "no Kerberos")
                .example("sluice/_HOST@EXAMPLE.COM"))
        .text(
            KEYTAB,
            "",
            Validators.optional(Validators.absolutePath("/etc/security/keytabs/sluice.keytab")),
            medium(
                    Width.LONG,
                    "Kerberos keytab",
                    "A file on every worker with the keys of `hdfs.kerberos.principal`.",
                    "Only the user of the worker's process should be able to read it. It is read"
                        + " again at each renewal, so a new keytab needs no restart.")
                .example("/etc/security/keytabs/sluice.keytab"))
        .text(
            PROXY_USER,
            "",
            Validators.text("empty, or a user name", LoginConfig::userProblem),
            medium(
                    Width.MEDIUM,
                    "Proxy user",
                    "The user in whose name the connector writes, who owns the files.",
                    "The NameNode must permit it to the user who logs in, by"
                        + " `hadoop.proxyuser.<login>.hosts` and `.users` or `.groups`.")
                .value("", "the user who logs in")
                .example("etl"));
  }

  /** Reads the keys of this group, whose combination is checked by {@link #check}. */
  static LoginConfig from(AbstractConfig config) {
    Optional<Path> keytab = OptionalText.read(config, KEYTAB).map(Path::of);
    return new LoginConfig(
        OptionalText.read(config, USER),
        OptionalText.read(config, PRINCIPAL)
            .flatMap(principal -> keytab.map(file -> new Kerberos(principal, file))),
        OptionalText.read(config, PROXY_USER));
  }

  /** Checks the keys of this group against each other. */
  static void check(AbstractConfig config, BiConsumer<String, String> errors) {
    boolean principal = OptionalText.read(config, PRINCIPAL).isPresent();
    boolean keytab = OptionalText.read(config, KEYTAB).isPresent();
    if (principal && !keytab) {
      errors.accept(
          KEYTAB, KEYTAB + " is missing; set it to the file with the keys of " + PRINCIPAL);
    }
    if (keytab && !principal) {
      errors.accept(
          PRINCIPAL,
          PRINCIPAL + " is missing; set it to a principal whose keys " + KEYTAB + " has");
    }
    if ((principal || keytab) && OptionalText.read(config, USER).isPresent()) {
      errors.accept(
          USER,
          USER
              + " has no effect with Kerberos, which verifies who logs in; remove it, or write it"
              + " into "
              + PROXY_USER);
    }
    boolean local = "file".equals(URI.create(config.getString(HdfsConfig.URL)).getScheme());
    if (local && principal) {
      errors.accept(PRINCIPAL, "a local file system has no login; remove " + PRINCIPAL);
    }
    if (local && OptionalText.read(config, PROXY_USER).isPresent()) {
      errors.accept(PROXY_USER, "a local file system has no login; remove " + PROXY_USER);
    }
    authentication(config, principal, errors);
  }

  private static void authentication(
      AbstractConfig config, boolean kerberos, BiConsumer<String, String> errors) {
    String key = HdfsConfig.SETTINGS_PREFIX + AUTHENTICATION;
    Object given = config.originals().get(key);
    if (given == null) {
      return;
    }
    if (!kerberos && "kerberos".equalsIgnoreCase(given.toString())) {
      errors.accept(PRINCIPAL, key + " is kerberos; set " + PRINCIPAL + " and " + KEYTAB);
    }
    if (kerberos && !"kerberos".equalsIgnoreCase(given.toString())) {
      errors.accept(
          PRINCIPAL, key + " contradicts " + PRINCIPAL + "; remove " + key + ", which follows it");
    }
  }

  private static String userProblem(String value) {
    return value.isEmpty() || USER_NAME.matcher(value).matches()
        ? null
        : "not a user name; write a short name such as etl, without realm or host";
  }

  private static String principalProblem(String value) {
    return value.isEmpty() || PRINCIPAL_NAME.matcher(value).matches()
        ? null
        : "not a principal; write one such as sluice@EXAMPLE.COM or sluice/_HOST@EXAMPLE.COM";
  }
}
