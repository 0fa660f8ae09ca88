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
package io.sluice.format.type;

import io.sluice.config.ColumnNaming;
import io.sluice.config.ColumnsConfig;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names columns as the user has configured. Safe for any thread. */
public final class ConfiguredNames implements ColumnNames {
  private static final Logger LOG = LoggerFactory.getLogger(ConfiguredNames.class);

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9_]");
  private static final int MAX_WARNINGS = 100;

  private final ColumnNaming naming;
  private final Set<String> dropped;
  private final boolean caseless;
  private final Set<List<String>> warned = ConcurrentHashMap.newKeySet();

  private ConfiguredNames(ColumnNaming naming, Set<String> dropped, boolean caseless) {
    this.naming = naming;
    this.dropped = dropped;
    this.caseless = caseless;
  }

  /**
   * Returns the names for a format.
   *
   * @param caseless whether readers of the format do not distinguish names by case
   */
  public static ColumnNames of(ColumnsConfig config, boolean caseless) {
    boolean renames = config.naming() != ColumnNaming.ORIGINAL || caseless;
    return renames || !config.dropped().isEmpty()
        ? new ConfiguredNames(config.naming(), config.dropped(), renames)
        : ColumnNames.OF_FIELDS;
  }

  @Override
  public Map<String, String> of(List<String> path, Collection<String> fields) {
    Set<String> omitted = path.isEmpty() ? dropped : Set.of();
    Set<String> taken = new HashSet<>();
    Map<String, String> names = new HashMap<>();
    for (String field : fields) {
      if (!omitted.contains(field) && name(field).equals(field) && taken.add(folded(field))) {
        names.put(field, field);
      }
    }
    // A field whose name has to change gets what the others do not need.
    for (String field : fields) {
      if (!omitted.contains(field) && !names.containsKey(field)) {
        names.put(field, free(name(field), taken));
        warn(path, field, names.get(field));
      }
    }
    return names;
  }

  private String name(String field) {
    if (naming == ColumnNaming.ORIGINAL) {
      return field;
    }
    String plain = MARKS.matcher(Normalizer.normalize(field, Normalizer.Form.NFKD)).replaceAll("");
    String safe = UNSAFE.matcher(plain).replaceAll("_");
    String begun = safe.isEmpty() || Character.isDigit(safe.charAt(0)) ? "_" + safe : safe;
    return naming == ColumnNaming.LOWER ? folded(begun) : begun;
  }

  private String free(String wanted, Set<String> taken) {
    String name = wanted;
    for (int i = 2; !taken.add(folded(name)); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }

  private String folded(String name) {
    return caseless ? name.toLowerCase(Locale.ROOT) : name;
  }

  /** Warns of a change that the user did not ask for. */
  private void warn(List<String> path, String field, String name) {
    if (naming == ColumnNaming.ORIGINAL && warned.size() < MAX_WARNINGS) {
      List<String> place = new ArrayList<>(path);
      place.add(field);
      if (warned.add(place)) {
        LOG.warn(
            "The field {} is the column {}, because another name differs only by case, which readers"
                + " such as Spark and Hive do not distinguish",
            String.join(".", place),
            name);
      }
    }
  }
}
