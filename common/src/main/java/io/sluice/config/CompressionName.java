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

/** The compressions, each with its range of levels. */
public enum CompressionName {
  NONE,
  GZIP(1, 9),
  SNAPPY,
  // Higher levels need hundreds of megabytes for each open file.
  ZSTD(1, 19),
  DEFLATE(1, 9),
  // Without a level, LZ4 compresses less and faster than with any of these.
  LZ4(1, 12),
  // Each level adds 100 kB to the size of a block, and 1.3 MB of memory to each open file.
  BZIP2(1, 9);

  private final LevelRange levels;

  CompressionName() {
    this.levels = LevelRange.NONE;
  }

  CompressionName(int minLevel, int maxLevel) {
    this.levels = new LevelRange(minLevel, maxLevel);
  }

  public LevelRange levels() {
    return levels;
  }
}
