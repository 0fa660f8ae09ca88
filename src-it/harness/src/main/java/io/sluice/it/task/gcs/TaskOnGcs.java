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
package io.sluice.it.task.gcs;

import io.sluice.gcs.GcsSinkTask;
import io.sluice.it.gcs.FakeGcs;
import io.sluice.it.gcs.store.Bucket;
import io.sluice.it.gcs.store.StoredObject;
import io.sluice.it.server.WorkDirectory;
import io.sluice.it.task.TaskDriver;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** The connector's task in this JVM on a separate Cloud Storage server, with one partition. */
public final class TaskOnGcs implements AutoCloseable {
  /** The topic, with one partition. */
  public static final String TOPIC = "records";

  /** The connector's name. */
  public static final String CONNECTOR = "score";

  private static final String BUCKET = "sluice";
  private static final String DATA = "topics/" + TOPIC + "/";
  private static final String LEDGER = "topics/_sluice/" + CONNECTOR + "/" + TOPIC + "/0/";

  private final Path directory;
  private final FakeGcs gcs;
  private final Bucket bucket;
  private TaskDriver driver;

  private TaskOnGcs(Path directory, FakeGcs gcs) {
    this.directory = directory;
    this.gcs = gcs;
    this.bucket = gcs.createBucket(BUCKET);
  }

  /** Starts the server. */
  public static TaskOnGcs start() throws IOException {
    Path directory = WorkDirectory.createNew("task");
    return new TaskOnGcs(directory, FakeGcs.start(directory.resolve("server"), 0));
  }

  /**
   * Starts the task; text lines go to one directory for each key.
   *
   * @param settings beside the address of the server
   * @param log the record at an offset
   */
  public TaskDriver startTask(
      Map<String, String> settings, LongFunction<SinkRecord> log, Duration longestPoll) {
    Map<String, String> config = new HashMap<>(connector());
    config.putAll(settings);
    driver =
        new TaskDriver(new GcsSinkTask(), config, new TopicPartition(TOPIC, 0), log, longestPoll);
    return driver;
  }

  /** The settings by which a connector writes here, without credentials. */
  public Map<String, String> connector() {
    return Map.of(
        "name",
        CONNECTOR,
        "gcs.endpoint",
        gcs.url(),
        "gcs.credentials.source",
        "none",
        "gcs.bucket",
        BUCKET,
        "spool.dir",
        spool().toString(),
        "format",
        "text",
        "on.offset.gap",
        "skip",
        "on.topic.reset",
        "restart");
  }

  public FakeGcs gcs() {
    return gcs;
  }

  /** The bucket, past the server. */
  public Bucket bucket() {
    return bucket;
  }

  /** The number of the highest ledger entry; 0 if there is none. */
  public long ledgerEntries() {
    for (StoredObject entry : bucket.from(LEDGER)) {
      String name = entry.name().substring(LEDGER.length());
      return Long.MAX_VALUE - Long.parseLong(name.replace(".json", ""));
    }
    return 0;
  }

  /** How often each line is in published files. */
  public Map<String, Integer> lines() throws IOException {
    Map<String, Integer> lines = new HashMap<>();
    for (StoredObject object : bucket.from(DATA)) {
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(object.content().open(), StandardCharsets.UTF_8))) {
        reader.lines().forEach(line -> lines.merge(line, 1, Integer::sum));
      }
    }
    return lines;
  }

  /** Files that are still staged, beside locks. */
  public List<Path> staged() {
    try (Stream<Path> files = Files.walk(spool())) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().equals(".lock"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path spool() {
    return directory.resolve("spool");
  }

  @Override
  public void close() throws IOException {
    if (driver != null) {
      driver.close();
    }
    gcs.close();
    WorkDirectory.delete(directory);
  }
}
