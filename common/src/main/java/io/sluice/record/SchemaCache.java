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
package io.sluice.record;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Keeps what was made for the schemas seen last; for one thread. Bounded, for converters that make
 * a new schema for each record must not fill the heap.
 */
public final class SchemaCache<K, V> {
  private static final int MAX_ENTRIES = 64;

  private final Map<K, V> entries;

  private SchemaCache(Map<K, V> entries) {
    this.entries = entries;
  }

  /** For keys that are the same object: comparing schemas by content costs more than most uses. */
  public static <K, V> SchemaCache<K, V> byIdentity() {
    return new SchemaCache<>(new IdentityHashMap<>());
  }

  /** For keys that say the same. */
  public static <K, V> SchemaCache<K, V> byContent() {
    return new SchemaCache<>(new HashMap<>());
  }

  /**
   * What was made for a key; made now if it is not kept.
   *
   * @param make if it throws, nothing is kept
   */
  public V get(K key, Function<? super K, ? extends V> make) {
    V value = entries.get(key);
    if (value == null) {
      value = make.apply(key);
      if (entries.size() >= MAX_ENTRIES) {
        entries.clear();
      }
      entries.put(key, value);
    }
    return value;
  }

  /** Forgets everything. */
  public void clear() {
    entries.clear();
  }
}
