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

import io.sluice.it.gcs.store.StoredObject;
import io.sluice.it.task.TaskDriver;
import io.sluice.it.task.gcs.TaskOnGcs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** The objects of a task as others see them. */
class TaskObjectsTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String LINES = "v0\nv1\nv2\n";

  /** Makes a task write one file of three records. */
  private static void writeFile(TaskOnGcs server, String... settings) throws InterruptedException {
    Map<String, String> all = new HashMap<>(Map.of("roll.records", "3"));
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    TaskDriver driver = server.startTask(all, TaskObjectsTest::record, Duration.ofMillis(10));
    driver.produce(3);
    driver.runUntil("the file is committed", LIMIT, () -> driver.committed() == 3);
  }

  private static SinkRecord record(long offset) {
    return new SinkRecord(TaskOnGcs.TOPIC, 0, null, null, null, "v" + offset, offset);
  }

  @Test
  void aClientThatDoesNotAskForGzipGetsTheLines() throws Exception {
    try (TaskOnGcs server = TaskOnGcs.start()) {
      writeFile(server, "compression", "gzip", "gcs.content.encoding", "auto");
      StoredObject object = server.bucket().from("topics/" + TaskOnGcs.TOPIC).iterator().next();

      assertThat(object.name()).endsWith(".txt.gz");
      assertThat(object.attribute("contentEncoding")).isEqualTo("gzip");
      assertThat(object.attribute("contentType")).startsWith("text/plain");
      try (InputStream stored = object.content().open()) {
        assertThat(unpacked(stored.readAllBytes())).isEqualTo(LINES);
      }
      HttpResponse<byte[]> plain = download(server, object);
      assertThat(new String(plain.body(), StandardCharsets.UTF_8)).isEqualTo(LINES);
      HttpResponse<byte[]> packed = download(server, object, "Accept-Encoding", "gzip");
      assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
      assertThat(unpacked(packed.body())).isEqualTo(LINES);
    }
  }

  private static String unpacked(byte[] gzip) throws IOException {
    try (InputStream input = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static HttpResponse<byte[]> download(
      TaskOnGcs server, StoredObject object, String... headers)
      throws IOException, InterruptedException {
    String name = URLEncoder.encode(object.name(), StandardCharsets.UTF_8);
    String path = "/storage/v1/b/%s/o/%s?alt=media".formatted(server.bucket().name(), name);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.gcs().url() + path)).timeout(LIMIT);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
  }

  @Test
  void allThatATaskWritesIsBelowThePrefix() throws Exception {
    try (TaskOnGcs server = TaskOnGcs.start()) {
      writeFile(
          server,
          "gcs.prefix",
          "prefix/",
          "output.dir",
          "",
          "directory.template",
          "",
          "file.template",
          "{topic}-{partition}-{start}");

      List<String> names = new ArrayList<>();
      server.bucket().from("").forEach(object -> names.add(object.name()));
      assertThat(names)
          .allMatch(name -> name.startsWith("prefix/"))
          .contains("prefix/records-0-0000000000.txt")
          .filteredOn(name -> !name.contains("/_sluice/"))
          .hasSize(1);
    }
  }
}
