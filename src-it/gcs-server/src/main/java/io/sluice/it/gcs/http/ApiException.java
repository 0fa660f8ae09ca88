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
package io.sluice.it.gcs.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** A refusal that is answered in the shape of Google's JSON errors. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String reason;
  private final transient Map<String, String> headers;

  /**
   * @param reason one of the documented words, such as {@code conditionNotMet}
   */
  public ApiException(int status, String reason, String message) {
    this(status, reason, message, Map.of());
  }

  /**
   * @param headers that go with the answer, such as {@code Retry-After}
   */
  public ApiException(int status, String reason, String message, Map<String, String> headers) {
    super(message);
    this.status = status;
    this.reason = reason;
    this.headers = headers;
  }

  public static ApiException invalid(String message) {
    return new ApiException(400, "invalid", message);
  }

  public static ApiException noObject(String bucket, String object) {
    return new ApiException(404, "notFound", "No such object: " + bucket + "/" + object);
  }

  public static ApiException conditionNotMet() {
    return new ApiException(
        412, "conditionNotMet", "At least one of the pre-conditions you specified did not hold.");
  }

  public int status() {
    return status;
  }

  public String reason() {
    return reason;
  }

  /** The answer as JSON; 304 has no body. */
  public Response response() {
    Response response = status == 304 ? Response.empty(304) : Response.json(status, json());
    for (Map.Entry<String, String> header : headers.entrySet()) {
      response = response.withHeader(header.getKey(), header.getValue());
    }
    return response;
  }

  private ObjectNode json() {
    ObjectNode detail = JsonNodeFactory.instance.objectNode();
    detail.put("message", getMessage());
    detail.put("domain", "global");
    detail.put("reason", reason);
    if (status == 412) {
      detail.put("locationType", "header");
      detail.put("location", "If-Match");
    } else if (status == 401) {
      detail.put("locationType", "header");
      detail.put("location", "Authorization");
    }
    ObjectNode error = JsonNodeFactory.instance.objectNode();
    error.put("code", status);
    error.put("message", getMessage());
    error.putArray("errors").add(detail);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("error", error);
    return answer;
  }
}
