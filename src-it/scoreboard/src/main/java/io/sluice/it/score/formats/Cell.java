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
package io.sluice.it.score.formats;

import io.sluice.it.read.RowReaders;
import io.sluice.it.score.formats.FormatMatrix.Choice;
import java.io.IOException;
import java.util.Set;

/** A part of the matrix, which passes or fails as a whole. */
interface Cell {
  String name();

  /** The format of its files. */
  String format();

  /** What compresses them. */
  String codec();

  /**
   * Whether anything reads its files.
   *
   * @param readers in other processes
   */
  default boolean isRead(Set<Remote> readers) {
    return true;
  }

  /**
   * Runs it.
   *
   * @throws IllegalStateException if something is not as it should be
   */
  Outcome run(RowReaders readers, Choice choice) throws IOException, InterruptedException;
}
