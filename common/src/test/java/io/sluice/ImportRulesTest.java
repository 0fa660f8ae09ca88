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

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.junit.jupiter.api.Test;

/** The packages of this module import each other in one direction only. */
class ImportRulesTest {
  private static final String ROOT = "io.sluice.";

  /** For each package, with its sub-packages, the other packages that it may import. */
  private static final Map<String, Set<String>> MAY_IMPORT =
      Map.ofEntries(
          entry("config", Set.of()),
          entry("storage", Set.of()),
          entry("metrics", Set.of()),
          entry("roll", Set.of("config")),
          entry("avro", Set.of("config")),
          entry("record", Set.of("config", "avro")),
          entry("path", Set.of("config", "record")),
          entry("format", Set.of("config", "avro", "record")),
          entry("transform", Set.of("config", "record")),
          entry("flume", Set.of("config")),
          entry("ledger", Set.of("storage")),
          entry("exec", Set.of()),
          entry(
              "writer",
              Set.of(
                  "config", "storage", "metrics", "roll", "record", "path", "format", "ledger",
                  "exec")),
          entry("engine", Set.of("config", "metrics", "ledger", "exec", "writer")),
          entry(
              "connect",
              Set.of(
                  "config", "avro", "storage", "metrics", "roll", "record", "path", "format",
                  "ledger", "exec", "writer", "engine")));

  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPath(Path.of("target", "classes"));

  @Test
  void everyPackageHasARule() {
    assertThat(CLASSES).isNotEmpty();
    assertThat(CLASSES.stream().map(ImportRulesTest::area).collect(Collectors.toSet()))
        .isSubsetOf(MAY_IMPORT.keySet());
  }

  @Test
  void packagesImportOnlyWhatIsBelowThem() {
    Set<String> violations = new TreeSet<>();
    for (JavaClass origin : CLASSES) {
      String from = area(origin);
      origin.getDirectDependenciesFromSelf().stream()
          .filter(dependency -> dependency.getTargetClass().getPackageName().startsWith(ROOT))
          .filter(dependency -> !allowed(from, area(dependency.getTargetClass())))
          .forEach(dependency -> violations.add(dependency.getDescription()));
    }
    assertThat(violations).isEmpty();
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void onlyTheAdaptersKnowTheTaskOfConnect() {
    noClasses()
        .that(not(resideInAnyPackage("io.sluice.connect..", "io.sluice.engine..")))
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(SinkTask.class, SinkTaskContext.class)
        .check(CLASSES);
  }

  private static boolean allowed(String from, String to) {
    return from.equals(to) || MAY_IMPORT.getOrDefault(from, Set.of()).contains(to);
  }

  /** The first package name below the root: {@code format} for {@code io.sluice.format.json}. */
  private static String area(JavaClass type) {
    String name = type.getPackageName();
    if (!name.startsWith(ROOT)) {
      return name;
    }
    String below = name.substring(ROOT.length());
    int dot = below.indexOf('.');
    return dot < 0 ? below : below.substring(0, dot);
  }
}
