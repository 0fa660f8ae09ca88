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
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every precondition on every operation, met and violated. */
class PreconditionsTest {
  private static final String UPLOAD = "/upload/storage/v1/b/sluice/o?uploadType=";

  @RegisterExtension private final GcsFixture fixture = new GcsFixture();
  private Http http;
  private String generation;

  /** An operation on the object {@code o}, or for a source precondition from it. */
  enum Case {
    INSERT("POST", UPLOAD + "media&name=o", "bytes", ""),
    RESUMABLE_START("POST", UPLOAD + "resumable&name=o", "{}", ""),
    GET("GET", Http.object("o") + "?x", "", ""),
    DOWNLOAD("GET", Http.object("o") + "?alt=media", "", ""),
    DELETE("DELETE", Http.object("o") + "?x", "", ""),
    PATCH("PATCH", Http.object("o") + "?x", "{\"metadata\":{\"a\":\"b\"}}", ""),
    UPDATE("PUT", Http.object("o") + "?x", "{\"metadata\":{\"a\":\"b\"}}", ""),
    COMPOSE(
        "POST", Http.object("o") + "/compose?x", "{\"sourceObjects\":[{\"name\":\"other\"}]}", ""),
    COPY_TO("POST", Http.object("other") + "/copyTo/b/sluice/o/o?x", "", ""),
    REWRITE_TO("POST", Http.object("other") + "/rewriteTo/b/sluice/o/o?x", "", ""),
    MOVE_TO("POST", Http.object("other") + "/moveTo/o/o?x", "", ""),
    COPY_FROM("POST", Http.object("o") + "/copyTo/b/sluice/o/new?x", "", "Source"),
    REWRITE_FROM("POST", Http.object("o") + "/rewriteTo/b/sluice/o/new?x", "", "Source"),
    MOVE_FROM("POST", Http.object("o") + "/moveTo/o/new?x", "", "Source");

    private final String method;
    private final String path;
    private final String body;
    private final String prefix;

    Case(String method, String path, String body, String prefix) {
      this.method = method;
      this.path = path;
      this.body = body;
      this.prefix = prefix;
    }

    boolean isRead() {
      return method.equals("GET");
    }
  }

  @BeforeEach
  void connect() throws IOException {
    http = fixture.http();
    http.upload("other", "other");
    JsonNode object = http.json(http.upload("o", "content"));
    generation = object.path("generation").asText();
  }

  @ParameterizedTest
  @EnumSource
  void heldPreconditionsLetTheCallThrough(Case call) throws IOException {
    Reply reply =
        send(
            call,
            condition(call, "GenerationMatch", generation)
                + condition(call, "MetagenerationMatch", "1")
                + condition(call, "GenerationNotMatch", "5")
                + condition(call, "MetagenerationNotMatch", "5"));
    assertThat(reply.status()).isBetween(200, 204);
  }

  @ParameterizedTest
  @EnumSource
  void brokenPreconditionsStopTheCall(Case call) throws IOException {
    assertStopped(412, call, condition(call, "GenerationMatch", "5"));
    assertStopped(412, call, condition(call, "GenerationMatch", "0"));
    assertStopped(412, call, condition(call, "MetagenerationMatch", "5"));
    int differs = call.isRead() ? 304 : 412;
    assertStopped(differs, call, condition(call, "GenerationNotMatch", generation));
    assertStopped(differs, call, condition(call, "MetagenerationNotMatch", "1"));
    assertThat(send(call, condition(call, "GenerationMatch", "x")).status()).isEqualTo(400);
  }

  private void assertStopped(int status, Case call, String condition) throws IOException {
    assertThat(send(call, condition).status()).as(condition).isEqualTo(status);
    Reply after = http.get(Http.object("o") + "?alt=media");
    assertThat(after.body()).isEqualTo("content");
    assertThat(after.header("x-goog-generation")).isEqualTo(generation);
    assertThat(after.header("x-goog-metageneration")).isEqualTo("1");
    assertThat(http.get(Http.object("new")).status()).isEqualTo(404);
  }

  private Reply send(Case call, String conditions) throws IOException {
    return http.send(
        call.method, call.path + conditions, call.body.getBytes(StandardCharsets.UTF_8));
  }

  private static String condition(Case call, String name, String value) {
    return "&if" + call.prefix + name + "=" + value;
  }
}
