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

import io.sluice.it.Await;
import io.sluice.it.read.Lines;
import io.sluice.it.verify.Balance;
import io.sluice.it.verify.ConnectorFiles;
import io.sluice.it.verify.Output;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows the content of the output, and proves that it is complete. */
final class Report {
  private static final int LONGEST_LINE = 160;
  private static final Duration STAGED_LIMIT = Duration.ofSeconds(30);

  private final ConnectorFiles files;
  private final Output output;
  private final PrintStream out;

  Report(ConnectorFiles files, PrintStream out) {
    this.files = files;
    this.output = files.output();
    this.out = out;
  }

  /** Directories and files with their sizes. */
  void printTree() throws IOException {
    out.println(files.location());
    List<String> open = List.of();
    for (Output.File file : output.files()) {
      List<String> components = List.of(file.path().split("/"));
      List<String> directories = components.subList(0, components.size() - 1);
      int common = 0;
      while (common < directories.size()
          && common < open.size()
          && directories.get(common).equals(open.get(common))) {
        common++;
      }
      for (int depth = common; depth < directories.size(); depth++) {
        out.println("  ".repeat(depth + 1) + directories.get(depth) + "/");
      }
      open = directories;
      out.printf(
          Locale.ROOT,
          "%s%-44s %,12d bytes%n",
          "  ".repeat(components.size()),
          components.get(components.size() - 1),
          file.bytes());
    }
  }

  /** The first lines of the first file. */
  void printSample(int count) throws IOException {
    List<Output.File> published = output.files();
    if (published.isEmpty()) {
      return;
    }
    List<String> lines = new ArrayList<>();
    try (InputStream content = output.open(published.get(0))) {
      Lines.read(
          content,
          line -> {
            if (lines.size() < count) {
              lines.add(line);
            }
          });
    }
    out.println(published.get(0).path() + " begins with");
    for (String line : lines) {
      out.println(
          "  " + (line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line));
    }
  }

  /** Whether nothing is staged any more; prints what is. */
  boolean awaitNothingStaged() throws IOException {
    try {
      Await.until("nothing is staged any more", STAGED_LIMIT, () -> files.unpublished().isEmpty());
      return true;
    } catch (IllegalStateException e) {
      out.println("Still staged: " + String.join(", ", files.unpublished()));
      return false;
    }
  }

  /** Compares the input with the files, line by line, and prints the outcome. */
  boolean prove(LogSource source) throws IOException {
    Balance balance = new Balance();
    source.lines().forEachRemaining(balance::in);
    for (Output.File file : output.files()) {
      try (InputStream content = output.open(file)) {
        Lines.read(content, balance::out);
      }
    }
    out.printf(
        Locale.ROOT,
        "%,d in, %,d out, %,d missing, %,d twice%n",
        balance.in(),
        balance.out(),
        balance.missing(),
        balance.twice());
    return balance.missing() == 0 && balance.twice() == 0;
  }
}
