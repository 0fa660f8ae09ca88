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
package io.sluice.it.score;

import io.sluice.it.server.WorkDirectory;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Values of records in paths: each value makes a different directory name, whatever it contains.
 */
@Command(name = "names", description = "Hostile values in path templates.")
final class NamesLine extends ScoreLine {
  private static final long REPORT_EVERY = 200_000;

  @Option(
      names = "--values",
      defaultValue = "1000000",
      description = "Number of values (default: ${DEFAULT-VALUE}).")
  private long values;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of the random values (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  String name() {
    return "names";
  }

  @Override
  boolean measure() throws IOException {
    Path directory = WorkDirectory.create();
    NameCheck names = new NameCheck(directory);
    HostileValues hostile = new HostileValues(seed);
    for (long i = 1; i <= values; i++) {
      names.check(hostile.next());
      if (i % REPORT_EVERY == 0) {
        say("%,d values made %,d names", i, names.components());
      }
    }
    WorkDirectory.delete(directory);
    result().put("values", values);
    result().put("distinct", names.components());
    result().put("cut", names.cut());
    result().put("escapes", names.escapes());
    result().put("collisions", names.collisions());
    result().put("rejected", names.rejected());
    result().put("irreversible", names.irreversible());
    result().put("seed", seed);
    return names.components() > 0
        && names.escapes() + names.collisions() + names.rejected() + names.irreversible() == 0;
  }
}
