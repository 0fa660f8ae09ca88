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
package io.sluice.it.gcs.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.it.gcs.http.Endpoint;
import io.sluice.it.gcs.http.Request;
import io.sluice.it.gcs.http.Response;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hands out access tokens, as Google's token endpoint does for the key of a service account. The
 * key is not checked. Any thread may call it at any time.
 */
public final class Tokens implements Endpoint.Service {
  private static final int LIFE_SECONDS = 3600;

  private final Access access;
  private final AtomicInteger issued = new AtomicInteger();
  private volatile boolean revoked;

  public Tokens(Access access) {
    this.access = access;
  }

  /** Tokens handed out so far. */
  public int issued() {
    return issued.get();
  }

  /** The key gets no further token. */
  public void revokeKey() {
    revoked = true;
  }

  @Override
  public Response handle(Request request) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    if (revoked) {
      answer.put("error", "invalid_grant");
      answer.put("error_description", "Invalid JWT Signature.");
      return Response.json(400, answer);
    }
    String token = "token-" + issued.incrementAndGet();
    access.acceptToken(token);
    answer.put("access_token", token);
    answer.put("expires_in", LIFE_SECONDS);
    answer.put("token_type", "Bearer");
    return Response.json(200, answer);
  }
}
