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
package io.sluice.it.demo;

import io.sluice.it.load.AccessLog;
import io.sluice.it.read.Lines;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;

/** The input lines: a file, or lines of the bundled generator. */
interface LogSource {

  /** How many lines there are. */
  long count();

  /** All lines, from the first, at each call. */
  Iterator<String> lines();

  /** Lines of {@link AccessLog}. */
  static LogSource generated(long count) {
    return new LogSource() {
      @Override
      public long count() {
        return count;
      }

      @Override
      public Iterator<String> lines() {
        return LongStream.range(0, count).mapToObj(AccessLog::line).iterator();
      }
    };
  }

  /** The lines of a file, which is held in memory. */
  static LogSource file(Path path) throws IOException {
    List<String> lines = new ArrayList<>();
    try (InputStream input = new BufferedInputStream(Files.newInputStream(path))) {
      Lines.read(input, lines::add);
    }
    return new LogSource() {
      @Override
      public long count() {
        return lines.size();
      }

      @Override
      public Iterator<String> lines() {
        return lines.iterator();
      }
    };
  }
}
