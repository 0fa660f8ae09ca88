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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.security.authentication.util.KerberosUtil;

/** Looks into keytabs. */
final class Keytabs {
  private static final int MOST_NAMED = 5;

  private Keytabs() {}

  /**
   * Returns why a keytab cannot serve a principal, and the remedy; empty if it has keys of it.
   *
   * @param principal without a realm, it may be of any realm
   */
  static Optional<String> problem(Path keytab, String principal) {
    if (!Files.isRegularFile(keytab) || !Files.isReadable(keytab)) {
      return Optional.of(
          LoginConfig.KEYTAB
              + " "
              + keytab
              + " is not a readable file; put it on every worker, readable for the user "
              + System.getProperty("user.name")
              + " of the worker's process");
    }
    List<String> names;
    try {
      names = names(keytab);
    } catch (IOException | RuntimeException e) {
      return Optional.of(
          LoginConfig.KEYTAB
              + " "
              + keytab
              + " is not a keytab ("
              + e
              + "); write it with kadmin's ktadd or ktutil");
    }
    String anyRealm = principal + "@";
    if (names.stream().anyMatch(n -> n.equals(principal) || n.startsWith(anyRealm))) {
      return Optional.empty();
    }
    return Optional.of(
        LoginConfig.KEYTAB
            + " "
            + keytab
            + " has no key of "
            + principal
            + ", but of "
            + (names.isEmpty() ? "nobody" : some(names))
            + "; correct "
            + LoginConfig.PRINCIPAL
            + ", or add the key to the keytab");
  }

  private static List<String> names(Path keytab) throws IOException {
    String[] names = KerberosUtil.getPrincipalNames(keytab.toString(), Pattern.compile(".*"));
    return names == null ? List.of() : Arrays.stream(names).sorted().toList();
  }

  private static String some(List<String> names) {
    return names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
        + (names.size() > MOST_NAMED ? " and others" : "");
  }
}
