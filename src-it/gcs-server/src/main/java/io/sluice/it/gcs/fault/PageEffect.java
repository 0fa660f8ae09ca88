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
package io.sluice.it.gcs.fault;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.it.gcs.call.Call;
import io.sluice.it.gcs.fault.Faults.Action;
import io.sluice.it.gcs.http.Response;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Answers a listing with fewer entries than asked for, although more follow. The API permits that
 * at any time.
 */
enum PageEffect {
  /** One entry. */
  SHORT,
  /** None. */
  EMPTY,
  /** None and one in turn. */
  SPARSE;

  /** A token that continues before the first name. */
  private static final String BEGINNING = "AA==";

  Effect effect() {
    AtomicLong calls = new AtomicLong();
    return (call, action) -> {
      boolean even = calls.getAndIncrement() % 2 == 0;
      return this == EMPTY || this == SPARSE && even ? empty(call) : shortened(call, action);
    };
  }

  private static Response empty(Call call) {
    ObjectNode page = JsonNodeFactory.instance.objectNode();
    page.put("kind", "storage#objects");
    page.put("nextPageToken", call.request().parameter("pageToken").orElse(BEGINNING));
    return Response.json(200, page);
  }

  private static Response shortened(Call call, Action action) throws IOException {
    return action.carryOut(call.withRequest(call.request().with("maxResults", "1")));
  }
}
