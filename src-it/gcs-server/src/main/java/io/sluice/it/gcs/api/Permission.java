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

import java.util.Arrays;
import java.util.Optional;

/** IAM permissions that the API asks for. */
public enum Permission {
  BUCKETS_CREATE("storage.buckets.create", "project"),
  BUCKETS_GET("storage.buckets.get", "bucket"),
  OBJECTS_CREATE("storage.objects.create", "object"),
  OBJECTS_DELETE("storage.objects.delete", "object"),
  OBJECTS_GET("storage.objects.get", "object"),
  OBJECTS_LIST("storage.objects.list", "bucket"),
  OBJECTS_MOVE("storage.objects.move", "object"),
  OBJECTS_UPDATE("storage.objects.update", "object"),
  /** Permits a project to pay for the call. */
  SERVICES_USE("serviceusage.services.use", "project");

  private final String id;
  private final String resource;

  Permission(String id, String resource) {
    this.id = id;
    this.resource = resource;
  }

  /** The permission called so, such as {@code storage.objects.get}. */
  static Optional<Permission> of(String id) {
    return Arrays.stream(values()).filter(permission -> permission.id.equals(id)).findFirst();
  }

  public String id() {
    return id;
  }

  /** The kind of resource that it applies to: project, bucket or object. */
  String resource() {
    return resource;
  }
}
