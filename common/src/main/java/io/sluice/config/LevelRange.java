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

import java.util.OptionalInt;
import java.util.function.BiConsumer;

/**
 * The levels that a compression has.
 *
 * @param min the fastest level; 0 if there are none
 * @param max the level that compresses most; 0 if there are none
 */
public record LevelRange(int min, int max) {
  static final LevelRange NONE = new LevelRange(0, 0);

  /** Whether there are levels. */
  public boolean exists() {
    return max > 0;
  }

  /**
   * Checks a level.
   *
   * @param key of the level
   * @param compression the setting that chose the compression, such as {@code compression=gzip}
   * @param alternatives the compressions that have levels
   * @param errors receives the key and a message if the level is refused
   */
  void check(
      String key,
      OptionalInt level,
      String compression,
      String alternatives,
      BiConsumer<String, String> errors) {
    if (level.isEmpty()) {
      return;
    }
    if (!exists()) {
      errors.accept(
          key,
          "%s has no effect with %s; remove it, or use %s"
              .formatted(key, compression, alternatives));
    } else if (level.getAsInt() < min || level.getAsInt() > max) {
      errors.accept(key, "%s must be from %d to %d with %s".formatted(key, min, max, compression));
    }
  }
}
