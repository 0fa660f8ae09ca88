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
package io.sluice.simulator;

import io.sluice.simulator.Variant.Edit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Loads the project's classes with a variant's edits compiled in, apart from those of the running
 * program.
 */
final class VariantLoader extends ClassLoader {
  private static final String PREFIX = "io.sluice.";
  private static final String PRODUCTION = "common/src/main/java";
  private static final String SIMULATOR = "src-it/simulator/src/main/java";

  private final Map<String, byte[]> mutated;

  private VariantLoader(Map<String, byte[]> mutated) {
    super(VariantLoader.class.getClassLoader());
    this.mutated = mutated;
  }

  /**
   * Compiles a variant.
   *
   * @throws IllegalStateException if a snippet is not found exactly once, or does not compile
   */
  static VariantLoader compile(Variant variant) {
    Map<String, String> sources = new LinkedHashMap<>();
    for (Edit edit : variant.edits()) {
      String source = sources.computeIfAbsent(edit.file(), VariantLoader::read);
      List<MatchResult> found = pattern(edit.snippet()).matcher(source).results().toList();
      if (found.size() != 1) {
        throw new IllegalStateException(
            "variant '%s': this must be in %s once, not %d times:%n%s"
                .formatted(variant.name(), edit.file(), found.size(), edit.snippet()));
      }
      sources.put(
          edit.file(),
          source.substring(0, found.get(0).start())
              + edit.replacement()
              + source.substring(found.get(0).end()));
    }
    return new VariantLoader(compile(variant.name(), sources));
  }

  /** Matches a snippet however its lines are broken and indented. */
  private static Pattern pattern(String snippet) {
    return Pattern.compile(
        Arrays.stream(snippet.strip().split("\\s+"))
            .map(Pattern::quote)
            .collect(Collectors.joining("\\s+")));
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(PREFIX)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      if (loaded == null) {
        byte[] bytes = mutated.containsKey(name) ? mutated.get(name) : original(name);
        loaded = defineClass(name, bytes, 0, bytes.length);
      }
      if (resolve) {
        resolveClass(loaded);
      }
      return loaded;
    }
  }

  private byte[] original(String name) throws ClassNotFoundException {
    try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private static String read(String file) {
    for (Path root : sourceRoots()) {
      Path path = root.resolve(file);
      if (Files.exists(path)) {
        try {
          return Files.readString(path);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    throw new IllegalStateException(
        "no source of " + file + "; set -Dsluice.root to the root of the repository");
  }

  private static List<Path> sourceRoots() {
    String configured = System.getProperty("sluice.root");
    Path root = configured == null ? null : Path.of(configured);
    for (Path at = Path.of("").toAbsolutePath(); root == null && at != null; ) {
      if (Files.isDirectory(at.resolve(PRODUCTION).resolve("io/sluice"))) {
        root = at;
      }
      at = at.getParent();
    }
    return root == null ? List.of() : List.of(root.resolve(PRODUCTION), root.resolve(SIMULATOR));
  }

  private static Map<String, byte[]> compile(String variant, Map<String, String> sources) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new IllegalStateException("variants need a JDK");
    }
    Map<String, byte[]> classes = new HashMap<>();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager standard = compiler.getStandardFileManager(null, null, null);
        JavaFileManager files = new MemoryFiles(standard, classes)) {
      List<JavaFileObject> units = new ArrayList<>();
      sources.forEach((file, source) -> units.add(new SourceText(file, source)));
      boolean compiled =
          compiler
              .getTask(messages, files, null, List.of("-proc:none", "-nowarn", "-g"), null, units)
              .call();
      if (!compiled) {
        throw new IllegalStateException("variant '" + variant + "': " + messages);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return classes;
  }

  private static final class SourceText extends SimpleJavaFileObject {
    private final String source;

    SourceText(String file, String source) {
      super(URI.create("string:///" + file), Kind.SOURCE);
      this.source = source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source;
    }
  }

  private static final class MemoryFiles extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, byte[]> classes;

    MemoryFiles(JavaFileManager files, Map<String, byte[]> classes) {
      super(files);
      this.classes = classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      return new SimpleJavaFileObject(URI.create("mem:///" + className), kind) {
        @Override
        public OutputStream openOutputStream() {
          return new ByteArrayOutputStream() {
            @Override
            public void close() {
              classes.put(className, toByteArray());
            }
          };
        }
      };
    }
  }
}
