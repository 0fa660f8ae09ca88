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
package io.sluice.it.gcs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.it.gcs.Http.Reply;
import io.sluice.it.gcs.call.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ListingTest {
  private static final String LIST = "/storage/v1/b/sluice/o?";

  @RegisterExtension private final GcsFixture fixture = new GcsFixture();
  private Http http;

  @BeforeEach
  void connect() {
    http = fixture.http();
  }

  @Test
  void namesAreOrderedByTheirUtf8Bytes() throws IOException {
    // Java's order of strings would swap the last two.
    List<String> ordered = List.of("A", "a", "a/b", "a0", "é", "\uffee", "\ud83d\ude00");
    for (String name : new ArrayList<>(ordered)) {
      http.upload(name, "x");
    }
    assertThat(names(http.get(LIST))).containsExactlyElementsOf(ordered);
  }

  @Test
  void offsetsBoundTheNames() throws IOException {
    uploadDigits();
    assertThat(names(http.get(LIST + "startOffset=n/3&endOffset=n/6")))
        .containsExactly("n/3", "n/4", "n/5");
    assertThat(names(http.get(LIST + "prefix=n/&startOffset=n/8"))).containsExactly("n/8", "n/9");
    assertThat(names(http.get(LIST + "prefix=m"))).isEmpty();
  }

  @Test
  void sparsePagesHoldAllNames() throws IOException {
    uploadDigits();
    fixture.gcs().faults().on(Operation.LIST).always().sparsePages();
    List<String> names = new ArrayList<>();
    String token = "";
    int pages = 0;
    do {
      JsonNode page = http.json(http.get(LIST + "prefix=n/&maxResults=4" + token));
      assertThat(names(page)).hasSize(pages % 2);
      names.addAll(names(page));
      token = "&pageToken=" + page.path("nextPageToken").asText();
      pages++;
    } while (!token.equals("&pageToken="));
    assertThat(pages).isEqualTo(20);
    assertThat(names)
        .containsExactlyElementsOf(IntStream.range(0, 10).mapToObj(i -> "n/" + i).toList());
  }

  @Test
  void pagesGoOnWhereTheLastOneEnded() throws IOException {
    uploadDigits();
    List<String> names = new ArrayList<>();
    String token = "";
    int pages = 0;
    do {
      JsonNode page = http.json(http.get(LIST + "prefix=n/&maxResults=4" + token));
      names.addAll(names(page));
      token = "&pageToken=" + page.path("nextPageToken").asText();
      pages++;
    } while (!token.equals("&pageToken="));
    assertThat(pages).isEqualTo(3);
    assertThat(names)
        .containsExactlyElementsOf(IntStream.range(0, 10).mapToObj(i -> "n/" + i).toList());
  }

  @Test
  void delimiterFoldsNamesIntoPrefixesAcrossPages() throws IOException {
    for (String name : List.of("d/a/1", "d/a/2", "d/b", "d/c/1", "d/c/2", "e")) {
      http.upload(name, "x");
    }
    JsonNode first = http.json(http.get(LIST + "prefix=d/&delimiter=/&maxResults=1"));
    assertThat(first.path("prefixes")).extracting(JsonNode::asText).containsExactly("d/a/");
    assertThat(first.has("items")).isFalse();
    JsonNode second =
        http.json(
            http.get(
                LIST
                    + "prefix=d/&delimiter=/&maxResults=5&pageToken="
                    + first.path("nextPageToken").asText()));
    assertThat(second.path("prefixes")).extracting(JsonNode::asText).containsExactly("d/c/");
    assertThat(names(second)).containsExactly("d/b");
    assertThat(second.has("nextPageToken")).isFalse();
  }

  @Test
  void absentBucketAndBadTokensAreRefused() throws IOException {
    Reply absent = http.get("/storage/v1/b/absent/o");
    assertThat(absent.status()).isEqualTo(404);
    assertThat(http.json(absent).at("/error/message").asText())
        .isEqualTo("The specified bucket does not exist.");
    assertThat(http.get(LIST + "pageToken=!").status()).isEqualTo(400);
    assertThat(http.get(LIST + "maxResults=many").status()).isEqualTo(400);
  }

  private void uploadDigits() throws IOException {
    for (int i = 0; i < 10; i++) {
      http.upload("n/" + i, "x");
    }
  }

  private List<String> names(Reply reply) throws IOException {
    assertThat(reply.status()).isEqualTo(200);
    return names(http.json(reply));
  }

  private static List<String> names(JsonNode page) {
    return StreamSupport.stream(page.path("items").spliterator(), false)
        .map(item -> item.path("name").asText())
        .toList();
  }
}
