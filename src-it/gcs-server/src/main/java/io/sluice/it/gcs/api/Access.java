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

import io.sluice.it.gcs.http.ApiException;
import io.sluice.it.gcs.http.Request;
import io.sluice.it.gcs.store.Bucket;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;

/** The permissions of callers. At first every call is permitted. Safe for any thread. */
public final class Access {
  private static final String CALLER = "connector@sluice.iam.gserviceaccount.com";

  private final Set<Permission> granted =
      new CopyOnWriteArraySet<>(EnumSet.allOf(Permission.class));
  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private final Set<String> deniedKeys = ConcurrentHashMap.newKeySet();
  private volatile boolean tokenRequired;
  private volatile boolean overwriteAskedFirst;

  /** Grants exactly these permissions. */
  public void grantOnly(Collection<Permission> permissions) {
    granted.addAll(permissions);
    granted.retainAll(Set.copyOf(permissions));
  }

  public void grant(Permission permission) {
    granted.add(permission);
  }

  public void deny(Permission permission) {
    granted.remove(permission);
  }

  /** From now on requests need one of the accepted bearer tokens; others get 401. */
  public void acceptToken(String token) {
    tokens.add(token);
    tokenRequired = true;
  }

  /** Rejects every token until another one is accepted. */
  public void revokeTokens() {
    tokenRequired = true;
    tokens.clear();
  }

  /** The service account may not use this KMS key. */
  public void denyKey(String kmsKey) {
    deniedKeys.add(kmsKey);
  }

  /**
   * Whether an upload onto an existing object without permission to delete is refused with 403
   * although its generation precondition fails as well. What the service checks first is not
   * documented; at first it is the precondition.
   */
  public void overwriteAskedFirst(boolean first) {
    overwriteAskedFirst = first;
  }

  boolean isOverwriteAskedFirst() {
    return overwriteAskedFirst;
  }

  boolean isGranted(Permission permission) {
    return granted.contains(permission);
  }

  void authenticate(Request request) {
    if (!tokenRequired) {
      return;
    }
    Optional<String> header = request.header("authorization");
    if (header.isEmpty()) {
      throw new ApiException(401, "required", "Login Required");
    }
    if (!tokens.contains(header.get().replaceFirst("^Bearer ", ""))) {
      throw new ApiException(401, "authError", "Invalid Credentials");
    }
  }

  void require(Permission permission) {
    if (!isGranted(permission)) {
      throw new ApiException(
          403,
          "forbidden",
          String.format(
              Locale.ROOT,
              "%s does not have %s access to the Google Cloud %s. Permission '%s' denied on"
                  + " resource (or it may not exist).",
              CALLER,
              permission.id(),
              permission.resource().equals("project")
                  ? "project"
                  : "Storage " + permission.resource(),
              permission.id()));
    }
  }

  void requireKey(String kmsKey) {
    if (deniedKeys.contains(kmsKey)) {
      throw new ApiException(
          403,
          "forbidden",
          "Permission denied on Cloud KMS key. Please ensure that your Cloud Storage service"
              + " account has been authorized to use this key.");
    }
  }

  /**
   * The project that a request names must be one that the caller may use; some buckets require one.
   */
  void requireProject(Bucket bucket, Request request) {
    boolean named =
        request.parameter("userProject").isPresent()
            || request.header("x-goog-user-project").isPresent();
    if (named) {
      require(Permission.SERVICES_USE);
    } else if (bucket.settings().requesterPays()) {
      throw new ApiException(
          400,
          "userProjectMissing",
          "Bucket is a requester pays bucket but no user project provided.");
    }
  }
}
