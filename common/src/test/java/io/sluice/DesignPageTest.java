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
package io.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Pages for developers name classes that exist. */
class DesignPageTest {
  private static final Pattern CLASS = Pattern.compile("`((?:[a-z]+\\.)+[A-Z]\\w+)[`.]");
  private static final Pattern SIMPLE_NAME = Pattern.compile("`([A-Z][A-Za-z]+)`");

  @Test
  void theClassesOnThePageExist() throws Exception {
    Matcher names = CLASS.matcher(Files.readString(Path.of("DESIGN.md")));
    List<String> found = new ArrayList<>();
    while (names.find()) {
      found.add(Class.forName("io.sluice." + names.group(1)).getSimpleName());
    }
    assertThat(found).contains("SinkEngine", "PartitionWriter", "OutputFile", "CommitProtocol");
  }

  @Test
  void theClassesThatContributorsReadOfExist() throws Exception {
    Path root = Path.of("..");
    Set<String> sources = new HashSet<>();
    for (String module : List.of("common", "hdfs-sink-connector", "gcs-sink-connector", "src-it")) {
      try (Stream<Path> files = Files.walk(root.resolve(module))) {
        files.map(file -> file.getFileName().toString()).forEach(sources::add);
      }
    }
    Matcher names = SIMPLE_NAME.matcher(Files.readString(root.resolve("CONTRIBUTING.md")));
    List<String> found = new ArrayList<>();
    while (names.find()) {
      found.add(names.group(1) + ".java");
    }
    // The test of a format that does not exist yet.
    found.remove("XFormatTest.java");

    assertThat(found).contains("ImportRulesTest.java").isSubsetOf(sources);
  }
}
