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

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.it.gcs.call.Call;
import io.sluice.it.gcs.fault.Faults.Action;
import io.sluice.it.gcs.http.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Executes a call, and answers with a wrong checksum of the stored bytes. */
final class MisreportEffect implements Effect {
  private final ObjectMapper json = new ObjectMapper();

  @Override
  public Response apply(Call call, Action action) throws IOException {
    Response response = action.carryOut(call);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    response.body().writeTo(body);
    if (!(json.readTree(body.toByteArray()) instanceof ObjectNode object)
        || !object.has("crc32c")) {
      return response.withBody(Response.bytes(body.toByteArray()));
    }
    object.put("crc32c", "AAAAAA==");
    return Response.json(response.status(), object);
  }
}
