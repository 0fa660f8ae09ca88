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
package io.sluice.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds keys that are probably misspelled. */
public final class KeySuggestions {

  /** The keys that Connect reads from a sink connector's properties. */
  private static final Set<String> CONNECT_KEYS =
      Set.of(
          "name",
          "connector.class",
          "connector.plugin.version",
          "tasks.max",
          "tasks.max.enforce",
          "topics",
          "topics.regex",
          "transforms",
          "predicates",
          "config.action.reload");

  private static final Set<String> CONNECT_PREFIXES =
      Set.of(
          "key.converter",
          "value.converter",
          "header.converter",
          "transforms.",
          "predicates.",
          "errors.",
          "consumer.override.",
          "producer.override.",
          "admin.override.");

  private KeySuggestions() {}

  /**
   * Returns each key that neither Connect nor the connector reads, with the known key that it
   * resembles, in alphabetical order. Keys that resemble no known key are omitted.
   *
   * @param given the keys of the connector's properties
   * @param known the keys that the connector reads
   * @param prefixes beginnings of other keys that the connector reads, such as {@code kafka.}
   */
  public static Map<String, String> find(
      Collection<String> given, Collection<String> known, Collection<String> prefixes) {
    Map<String, String> suggestions = new TreeMap<>();
    for (String key : given) {
      if (known.contains(key)
          || CONNECT_KEYS.contains(key)
          || hasPrefix(key, CONNECT_PREFIXES)
          || hasPrefix(key, prefixes)) {
        continue;
      }
      String closest = closest(key, known);
      if (closest != null) {
        suggestions.put(key, closest);
      }
    }
    return suggestions;
  }

  private static boolean hasPrefix(String key, Collection<String> prefixes) {
    return prefixes.stream().anyMatch(key::startsWith);
  }

  private static String closest(String key, Collection<String> known) {
    String spelling = normal(key);
    String closest = null;
    int shortest = Integer.MAX_VALUE;
    for (String candidate : known) {
      int distance = distance(spelling, normal(candidate));
      int bound = Math.max(1, Math.min(spelling.length(), candidate.length()) / 5);
      if (distance <= bound
          && (distance < shortest || distance == shortest && candidate.compareTo(closest) < 0)) {
        closest = candidate;
        shortest = distance;
      }
    }
    return closest;
  }

  private static String normal(String key) {
    return key.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
  }

  /**
   * The optimal string alignment distance: the number of insertions, deletions, replacements and
   * swaps of neighbours that turn one text into the other, none of which edits a part again.
   */
  static int distance(String a, String b) {
    int[][] rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      rows[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      rows[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int replaced = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        rows[i][j] = Math.min(replaced, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
        }
      }
    }
    return rows[a.length()][b.length()];
  }
}
