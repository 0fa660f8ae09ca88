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
package io.sluice.format.encode;

import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;

/** Compressors of LZ4 blocks. */
public final class Lz4 {
  private Lz4() {}

  /**
   * The compressor of a level; it holds no memory between two blocks.
   *
   * @param level from 1 to 12, or 0 for the fast compressor, which has no levels
   */
  public static LZ4Compressor compressor(int level) {
    LZ4Factory factory = LZ4Factory.fastestInstance();
    return level == 0 ? factory.fastCompressor() : factory.highCompressor(level);
  }
}
