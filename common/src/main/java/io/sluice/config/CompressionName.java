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

/** The compressions, with the range of their levels. */
public enum CompressionName {
  NONE(0, 0),
  GZIP(1, 9),
  SNAPPY(0, 0),
  // Higher levels take hundreds of megabytes for each open file.
  ZSTD(1, 19),
  DEFLATE(1, 9),
  // All of them compress more than without a level, and take more time.
  LZ4(1, 12),
  // What a level adds to each open file is 100 kB for its blocks, and 13 times as much memory.
  BZIP2(1, 9);

  private final int minLevel;
  private final int maxLevel;

  CompressionName(int minLevel, int maxLevel) {
    this.minLevel = minLevel;
    this.maxLevel = maxLevel;
  }

  /** Whether {@code compression.level} means anything. */
  public boolean hasLevels() {
    return maxLevel > 0;
  }

  /** The fastest level; 0 without levels. */
  public int minLevel() {
    return minLevel;
  }

  /** The level that compresses most; 0 without levels. */
  public int maxLevel() {
    return maxLevel;
  }
}
