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
package io.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The content of the packaged connectors, and what only the worker may provide. */
class PackagedPluginIT {
  /** Packages that the worker brings; a second copy would be another class of the same name. */
  private static final List<String> FROM_THE_WORKER =
      List.of(
          "org/apache/kafka/",
          "kafka/",
          "org/slf4j/",
          "org/apache/log4j/",
          "org/apache/logging/",
          "org/xerial/snappy/",
          "com/github/luben/zstd/",
          "net/jpountz/");

  /** Beginnings of classes that only tests and tools need. */
  private static final List<String> NOT_FOR_USERS =
      List.of("picocli/", "io/sluice/simulator/", "io/sluice/it/", "io/sluice/storage/Memory");

  /** Two jars of one release contain the same relocated classes of others. */
  private static final List<String> SHADED_TWICE =
      List.of("shaded/parquet/", "org/apache/orc/protobuf/");

  static Stream<Path> plugins() {
    return Arrays.stream(System.getProperty("sluice.plugin.path").split(",", -1))
        .map(Path::of)
        .map(Path::normalize);
  }

  @ParameterizedTest
  @MethodSource("plugins")
  void holdsTheConnectorAndTheLicences(Path plugin) throws IOException {
    Path folder = onlyFolder(plugin);
    String name = folder.getFileName().toString();
    assertThat(jars(plugin)).anyMatch(jar -> jar.getFileName().toString().startsWith(name + "-"));
    assertThat(folder.resolve("LICENSE")).content().contains("Apache License");
    assertThat(folder.resolve("README.md")).content().contains("plugin.path").doesNotContain("${");
    assertThat(folder.resolve("THIRD-PARTY.txt")).content().contains("jackson-databind");
  }

  @ParameterizedTest
  @MethodSource("plugins")
  void omitsWhatTheWorkerBrings(Path plugin) throws IOException {
    assertThat(classesBelow(plugin, FROM_THE_WORKER)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("plugins")
  void omitsWhatOnlyTestsAndToolsNeed(Path plugin) throws IOException {
    assertThat(classesBelow(plugin, NOT_FOR_USERS)).isEmpty();
  }

  @Test
  void theJarForCloudStorageNamesThoseWhoseClassesItContains() throws IOException {
    Path plugin =
        plugins().filter(path -> path.toString().contains("gcs")).findFirst().orElseThrow();
    Path jar =
        jars(plugin).stream()
            .filter(path -> path.getFileName().toString().startsWith("gcs-sink-connector-"))
            .findFirst()
            .orElseThrow();
    assertThat(classes(jar)).contains("org/apache/hadoop/conf/Configuration.class");
    try (JarFile file = new JarFile(jar.toFile())) {
      assertThat(file.getInputStream(file.getEntry("META-INF/NOTICE")))
          .asString(StandardCharsets.UTF_8)
          .contains("Apache Hadoop", "Woodstox", "Stax2");
    }
  }

  /** Parquet's columns name a class of a library for geometries, whichever types they have. */
  @ParameterizedTest
  @MethodSource("plugins")
  void holdsWhatParquetNeedsAtRunTime(Path plugin) throws IOException {
    Set<String> found = new TreeSet<>();
    for (Path jar : jars(plugin)) {
      found.addAll(classes(jar));
    }
    assertThat(found)
        .contains(
            "org/apache/parquet/hadoop/ParquetFileWriter.class",
            "org/apache/hadoop/conf/Configuration.class",
            "org/locationtech/jts/io/ParseException.class");
  }

  @ParameterizedTest
  @MethodSource("plugins")
  void holdsNoClassTwice(Path plugin) throws IOException {
    Map<String, Set<String>> jarsOfClass = new TreeMap<>();
    for (Path jar : jars(plugin)) {
      for (String type : classes(jar)) {
        jarsOfClass
            .computeIfAbsent(type, absent -> new TreeSet<>())
            .add(jar.getFileName().toString());
      }
    }
    jarsOfClass.values().removeIf(holders -> holders.size() == 1);
    jarsOfClass.keySet().removeIf(type -> SHADED_TWICE.stream().anyMatch(type::startsWith));
    assertThat(jarsOfClass).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("plugins")
  void theArchiveHasTheSameFilesAsTheFolder(Path plugin) throws IOException {
    Set<String> inFolder;
    try (Stream<Path> files = Files.walk(plugin)) {
      inFolder =
          files
              .filter(Files::isRegularFile)
              .map(file -> plugin.relativize(file).toString())
              .collect(Collectors.toSet());
    }
    Set<String> inArchive;
    try (ZipFile archive = new ZipFile(plugin + ".zip")) {
      inArchive =
          archive.stream()
              .filter(entry -> !entry.isDirectory())
              .map(ZipEntry::getName)
              .collect(Collectors.toSet());
    }
    assertThat(inArchive).isEqualTo(inFolder).isNotEmpty();
  }

  private static Path onlyFolder(Path plugin) throws IOException {
    try (Stream<Path> children = Files.list(plugin)) {
      List<Path> folders = children.toList();
      assertThat(folders).hasSize(1);
      return folders.get(0);
    }
  }

  private static List<Path> jars(Path plugin) throws IOException {
    try (Stream<Path> files = Files.list(onlyFolder(plugin).resolve("lib"))) {
      List<Path> jars = files.toList();
      assertThat(jars).isNotEmpty().allMatch(file -> file.toString().endsWith(".jar"));
      return jars;
    }
  }

  private static Set<String> classesBelow(Path plugin, List<String> beginnings) throws IOException {
    Set<String> found = new TreeSet<>();
    for (Path jar : jars(plugin)) {
      for (String type : classes(jar)) {
        if (beginnings.stream().anyMatch(type::startsWith)) {
          found.add(jar.getFileName() + ": " + type);
        }
      }
    }
    return found;
  }

  private static Set<String> classes(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Set<String> names = new HashSet<>();
      file.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(".class"))
          // Descriptors are one per jar, and releases of one class share its name.
          .filter(name -> !name.endsWith("module-info.class") && !name.startsWith("META-INF/"))
          .forEach(names::add);
      return names;
    }
  }
}
