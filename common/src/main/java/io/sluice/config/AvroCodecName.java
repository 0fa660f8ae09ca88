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

/** The codecs of blocks in Avro files, each with its range of levels. */
public enum AvroCodecName {
  NULL,
  DEFLATE(1, 9),
  SNAPPY,
  // Higher levels need hundreds of megabytes to compress one block.
  ZSTANDARD(1, 19),
  BZIP2;

  private final LevelRange levels;

  AvroCodecName() {
    this.levels = LevelRange.NONE;
  }

  AvroCodecName(int minLevel, int maxLevel) {
    this.levels = new LevelRange(minLevel, maxLevel);
  }

  public LevelRange levels() {
    return levels;
  }
}
