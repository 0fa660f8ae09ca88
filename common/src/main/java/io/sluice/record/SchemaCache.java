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
 * Caches values by schema. Bounded, because some converters make a new schema for each record.
 * Confined to one thread.
 */
public final class SchemaCache<K, V> {
  private static final int MAX_ENTRIES = 64;

  private final Map<K, V> entries;

  private SchemaCache(Map<K, V> entries) {
    this.entries = entries;
  }

  /** Compares keys by identity, since comparing schemas by content is expensive. */
  public static <K, V> SchemaCache<K, V> byIdentity() {
    return new SchemaCache<>(new IdentityHashMap<>());
  }

  /** Compares keys by {@code equals}. */
  public static <K, V> SchemaCache<K, V> byContent() {
    return new SchemaCache<>(new HashMap<>());
  }

  /**
   * The value for a key, made now if it is not cached.
   *
   * @param make if it throws, nothing is cached
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

  /** Removes all entries. */
  public void clear() {
    entries.clear();
  }
}
