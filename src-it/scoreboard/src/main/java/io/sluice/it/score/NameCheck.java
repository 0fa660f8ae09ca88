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

import io.sluice.config.LayoutConfig;
import io.sluice.config.SinkConfig;
import io.sluice.config.TimestampConfig;
import io.sluice.path.OutputPaths;
import io.sluice.path.PathEscape;
import io.sluice.path.PathTemplates;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.hdfs.DFSUtilClient;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/** Renders values with a path template, and counts wrong results. For one thread. */
final class NameCheck {
  private static final String DIRECTORY = "topics/t/";
  private static final String FILE_BEGINNING = "t+0+";
  private static final String CUT = "%~";
  private static final int MAX_GCS_NAME_BYTES = 1024;

  private final OutputPaths paths = paths();
  private final MessageDigest sha256 = sha256();
  private final Path root;

  /** The value of each component, both as the beginning of a hash of 256 bits. */
  private final Map<Long, Long> seen = new HashMap<>();

  private long escapes;
  private long collisions;
  private long rejected;
  private long irreversible;
  private long cut;

  /**
   * @param root an empty directory of a file system that takes part as a store
   */
  NameCheck(Path root) {
    this.root = root;
  }

  private static OutputPaths paths() {
    ConfigDef definition = new ConfigDef();
    SinkConfig.define(definition);
    AbstractConfig config =
        new AbstractConfig(
            definition,
            Map.of("name", "names", LayoutConfig.DIRECTORY_TEMPLATE, "{topic}/{key}"),
            false);
    return PathTemplates.parse(LayoutConfig.from(config), TimestampConfig.from(config), "names")
        .forPartition("t", 0);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  void check(String value) throws IOException {
    SinkRecord record = new SinkRecord("t", 0, Schema.STRING_SCHEMA, value, null, null, 0);
    String name = paths.name(paths.group(record, 0), 0, 0, 0, ".json");
    String component = component(name);
    if (component == null) {
      escapes++;
      return;
    }
    if (!countCollision(component, value)) {
      return;
    }
    if (!isAcceptedByHdfs(name) || !isAcceptedByGcs(name) || !isAcceptedByDisk(component)) {
      rejected++;
    }
    if (component.contains(CUT)) {
      cut++;
    } else if (!value.equals(decoded(component))) {
      irreversible++;
    }
  }

  /** The part of the name that comes from the value; null if the name is not where it must be. */
  private static String component(String name) {
    int end = name.indexOf('/', DIRECTORY.length());
    boolean inside =
        name.startsWith(DIRECTORY)
            && end > DIRECTORY.length()
            && name.startsWith(FILE_BEGINNING, end + 1)
            && name.indexOf('/', end + 1) < 0;
    if (!inside) {
      return null;
    }
    String component = name.substring(DIRECTORY.length(), end);
    boolean special = component.startsWith(".") || component.startsWith("_");
    return special || !Path.of(name).normalize().equals(Path.of(name)) ? null : component;
  }

  /** Whether the component is new. */
  private boolean countCollision(String component, String value) {
    Long before = seen.putIfAbsent(hash(component), hash(value));
    if (before != null && !before.equals(hash(value))) {
      collisions++;
    }
    return before == null;
  }

  /** A hash of the chars, since any charset would map all halves of surrogate pairs to one byte. */
  private long hash(String text) {
    ByteBuffer chars = ByteBuffer.allocate(text.length() * Character.BYTES);
    chars.asCharBuffer().put(text);
    return ByteBuffer.wrap(sha256.digest(chars.array())).getLong();
  }

  private static boolean isAcceptedByHdfs(String name) {
    return DFSUtilClient.isValidName("/" + name);
  }

  /** Whether the name meets the documented requirements of Cloud Storage on object names. */
  private static boolean isAcceptedByGcs(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length <= MAX_GCS_NAME_BYTES
        && name.indexOf('\r') < 0
        && name.indexOf('\n') < 0;
  }

  /** Looks the name up, which a file system refuses as it would refuse to create it. */
  private boolean isAcceptedByDisk(String component) throws IOException {
    try {
      Files.readAttributes(root.resolve(component), BasicFileAttributes.class);
      return false;
    } catch (NoSuchFileException e) {
      return true;
    } catch (FileSystemException e) {
      return false;
    }
  }

  private static String decoded(String component) {
    try {
      return PathEscape.decode(component);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Different components. */
  long components() {
    return seen.size();
  }

  /** Paths outside the directory, or hidden from readers. */
  long escapes() {
    return escapes;
  }

  /** Values that share a component with another value. */
  long collisions() {
    return collisions;
  }

  /** Paths that a store refuses. */
  long rejected() {
    return rejected;
  }

  /** Values that were not cut and cannot be read from their component. */
  long irreversible() {
    return irreversible;
  }

  /** Values that were too long for a component. */
  long cut() {
    return cut;
  }
}
