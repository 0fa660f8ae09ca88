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
package io.sluice.it.gcs.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.it.gcs.http.Request;
import java.io.InputStream;

/**
 * A request that was understood.
 *
 * @param bucket empty where there is none
 * @param object the name of the object that is read or written; empty where there is none
 * @param resource the JSON that came with it; empty where there is none
 * @param media the bytes that came with it
 */
public record Call(
    Operation operation,
    Request request,
    String bucket,
    String object,
    ObjectNode resource,
    InputStream media) {

  public Call withRequest(Request other) {
    return new Call(operation, other, bucket, object, resource, media);
  }

  public Call withMedia(InputStream other) {
    return new Call(operation, request, bucket, object, resource, other);
  }
}
