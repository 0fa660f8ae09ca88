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

import io.sluice.it.gcs.call.Call;
import io.sluice.it.gcs.fault.Faults.Action;
import io.sluice.it.gcs.http.ApiException;
import io.sluice.it.gcs.http.Response;
import java.util.Map;

/**
 * Answers with an error.
 *
 * @param retryAfter value of the header; empty for none
 */
record StatusEffect(int code, String retryAfter) implements Effect {

  @Override
  public Response apply(Call call, Action action) {
    Map<String, String> headers =
        retryAfter.isEmpty() ? Map.of() : Map.of("Retry-After", retryAfter);
    throw new ApiException(code, reason(), "A fault was scripted for this call.", headers);
  }

  private String reason() {
    return switch (code) {
      case 401 -> "authError";
      case 403 -> "forbidden";
      case 404 -> "notFound";
      case 408 -> "requestTimeout";
      case 410 -> "gone";
      case 412 -> "conditionNotMet";
      case 429 -> "rateLimitExceeded";
      case 504 -> "gatewayTimeout";
      default -> code >= 500 ? "backendError" : "invalid";
    };
  }
}
