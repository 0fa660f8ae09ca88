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

import io.sluice.it.gcs.call.Call;
import io.sluice.it.gcs.call.Calls;
import io.sluice.it.gcs.call.Operation;
import io.sluice.it.gcs.fault.Faults;
import io.sluice.it.gcs.http.ApiException;
import io.sluice.it.gcs.http.Endpoint;
import io.sluice.it.gcs.http.Request;
import io.sluice.it.gcs.http.Response;
import io.sluice.it.gcs.store.Buckets;
import io.sluice.it.gcs.store.ContentFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;

/** The JSON API of Google Cloud Storage. */
public final class GcsService implements Endpoint.Service {
  private final Map<Operation, Handler> handlers = new EnumMap<>(Operation.class);
  private final Calls calls = new Calls();
  private final Access access = new Access();
  private final UploadSessions sessions;
  private final Faults faults;
  private final Routes routes;

  /**
   * @param url of the server, which links begin with
   */
  public GcsService(Buckets buckets, ContentFiles files, Clock clock, String url) {
    Backend backend = new Backend(buckets, files, access, new ObjectJson(url), clock);
    sessions = new UploadSessions(files);
    faults = new Faults(files);
    routes = new Routes(sessions);
    Uploads uploads = new Uploads(backend);
    ResumableUploads resumable = new ResumableUploads(backend, uploads, sessions, url);
    Reads reads = new Reads(backend);
    Changes changes = new Changes(backend);
    Copies copies = new Copies(backend);
    BucketCalls bucketCalls = new BucketCalls(backend);
    handlers.put(Operation.INSERT, uploads::insert);
    handlers.put(Operation.RESUMABLE_START, resumable::start);
    handlers.put(Operation.RESUMABLE_CHUNK, resumable::put);
    handlers.put(Operation.RESUMABLE_FINALIZE, resumable::put);
    handlers.put(Operation.RESUMABLE_STATUS, resumable::put);
    handlers.put(Operation.RESUMABLE_CANCEL, resumable::cancel);
    handlers.put(Operation.GET, reads::get);
    handlers.put(Operation.DOWNLOAD, reads::download);
    handlers.put(Operation.LIST, new Listing(backend)::list);
    handlers.put(Operation.DELETE, changes::delete);
    handlers.put(Operation.PATCH, changes::patch);
    handlers.put(Operation.UPDATE, changes::update);
    handlers.put(Operation.COPY, copies::copy);
    handlers.put(Operation.REWRITE, copies::rewrite);
    handlers.put(Operation.COMPOSE, copies::compose);
    handlers.put(Operation.MOVE, copies::move);
    handlers.put(Operation.BATCH, new Batch(this)::run);
    handlers.put(Operation.BUCKET_INSERT, bucketCalls::insert);
    handlers.put(Operation.BUCKET_GET, bucketCalls::get);
    handlers.put(Operation.BUCKET_TEST_PERMISSIONS, bucketCalls::testPermissions);
  }

  public Calls calls() {
    return calls;
  }

  public Access access() {
    return access;
  }

  public UploadSessions uploads() {
    return sessions;
  }

  public Faults faults() {
    return faults;
  }

  @Override
  public Response handle(Request request) throws IOException {
    Call call = routes.understand(request);
    calls.received(call.operation());
    return faults.around(call, this::carryOut);
  }

  private Response carryOut(Call call) throws IOException {
    Response response = answer(call);
    calls.answered(call.operation(), response.status());
    return response;
  }

  private Response answer(Call call) throws IOException {
    try {
      access.authenticate(call.request());
      return handlers.get(call.operation()).handle(call);
    } catch (NoSuchFileException e) {
      return ApiException.noObject(call.bucket(), call.object()).response();
    } catch (ApiException e) {
      // Downloads are refused in plain text.
      return call.operation() == Operation.DOWNLOAD && e.status() >= 400
          ? Response.text(e.status(), e.getMessage())
          : e.response();
    }
  }
}
