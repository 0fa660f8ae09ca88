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
package io.sluice.gcs;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What credentials from a connector's configuration may use on a worker: the files, programs and
 * addresses that whoever runs the worker permits. Without it, anyone who may configure a connector
 * could send a file of the worker to a host of their choice.
 *
 * @param entries files, programs and addresses; one that ends with {@code /*} permits what is below
 *     it
 */
record AllowedSources(List<String> entries) {
  /** The system property of the worker that takes precedence. */
  static final String PROPERTY = "sluice.gcs.credentials.allow";

  /** The environment variable of the worker. */
  static final String VARIABLE = "SLUICE_GCS_CREDENTIALS_ALLOW";

  private static final String BELOW = "/*";

  AllowedSources {
    entries = List.copyOf(entries);
  }

  /** The sources that this worker permits. */
  static AllowedSources ofWorker() {
    String property = System.getProperty(PROPERTY);
    String variable = property == null ? System.getenv(VARIABLE) : property;
    return parse(variable == null ? "" : variable);
  }

  /** Parses entries that are separated by commas. */
  static AllowedSources parse(String text) {
    return new AllowedSources(
        Arrays.stream(text.split(",")).map(String::strip).filter(e -> !e.isEmpty()).toList());
  }

  boolean permits(String source) {
    if (source.startsWith("/") && !isPlainPath(source)) {
      return false;
    }
    return entries.stream()
        .anyMatch(
            entry ->
                entry.endsWith(BELOW)
                    ? isBelow(source, entry.substring(0, entry.length() - 1))
                    : source.equals(entry));
  }

  /** A path without {@code ..}, which could lead out of a permitted directory. */
  private static boolean isPlainPath(String source) {
    try {
      return Path.of(source).normalize().toString().equals(source);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static boolean isBelow(String source, String prefix) {
    return source.startsWith(prefix) && !source.contains("/../") && !source.contains("\\");
  }
}
