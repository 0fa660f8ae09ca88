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

import static io.sluice.it.score.formats.Required.require;

import io.sluice.it.read.RemoteReader;
import io.sluice.it.read.RowReader;
import io.sluice.it.read.RowReaders;
import io.sluice.it.verify.LocalOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares published files with the records that a task was given, row by row and in order. */
final class RowCheck {
  private static final Pattern NAME =
      Pattern.compile(".*\\+(?<start>\\d+)\\+(?<end>\\d+)\\.[a-z0-9.]+");

  private final FormatCell cell;
  private final RowReader reader;
  private final List<RemoteReader> others;
  private final long seed;
  private long rows;
  private int files;
  private final Set<String> libraries = new TreeSet<>();

  /**
   * @throws IllegalStateException if nothing reads the cell's format
   */
  RowCheck(RowReaders readers, FormatCell cell, long seed) {
    this.cell = cell;
    this.seed = seed;
    this.others = readers.remote();
    this.reader =
        readers
            .of(cell.format())
            .orElseThrow(() -> new IllegalStateException("no reader of " + cell.format()));
  }

  /** A published file and the offsets in its name. */
  private record Published(Path path, long start, long end) {
    static Published of(Path path) {
      Matcher name = NAME.matcher(path.getFileName().toString());
      require(name.matches(), "the name of a file: " + path);
      return new Published(
          path, Long.parseLong(name.group("start")), Long.parseLong(name.group("end")));
    }
  }

  /** Returns if the files hold all records once. */
  void check(Corpus corpus, Path output, long records) throws IOException {
    List<Published> published =
        new LocalOutput(output)
            .files().stream()
                .map(file -> Published.of(output.resolve(file.path())))
                .sorted(Comparator.comparingLong(Published::start))
                .toList();
    long next = 0;
    for (Published file : published) {
      require(file.start() == next, file.path().getFileName() + " should begin at " + next);
      check(corpus, file);
      next = file.end() + 1;
    }
    require(next == records, corpus.name() + " end at " + next + " of " + records);
    rows += next;
    files += published.size();
  }

  private void check(Corpus corpus, Published file) throws IOException {
    String codec = reader.codec(file.path());
    require(cell.isCodec(codec), file.path().getFileName() + " has codec " + codec);
    libraries.add(reader.library(file.path()));
    Rows expected = new Rows(corpus, file);
    reader.read(file.path(), corpus.schema(), expected::next);
    expected.end();
    // Each of their queries takes long, so they read the first file of a corpus only.
    for (RemoteReader other : others) {
      if (file.start() == 0 && Remote.of(other).reads(cell, corpus)) {
        libraries.add(other.name());
        Rows again = new Rows(corpus, file);
        other.read(cell.format(), file.path(), corpus.schema(), again::next);
        again.end();
      }
    }
  }

  /** Rows that were compared. */
  long rows() {
    return rows;
  }

  int files() {
    return files;
  }

  /** The names of what read them. */
  Set<String> readers() {
    return libraries;
  }

  private final class Rows {
    private final Corpus corpus;
    private final Published file;
    private long offset;

    Rows(Corpus corpus, Published file) {
      this.corpus = corpus;
      this.file = file;
      this.offset = file.start();
    }

    void next(Object row) {
      require(offset <= file.end(), where("goes on after its end"));
      corpus
          .difference(seed, offset, row)
          .ifPresent(
              difference -> {
                throw new IllegalStateException(where("offset " + offset + difference));
              });
      offset++;
    }

    void end() {
      require(offset == file.end() + 1, where("ends before offset " + offset));
    }

    private String where(String what) {
      return file.path().getFileName() + ": " + what;
    }
  }
}
