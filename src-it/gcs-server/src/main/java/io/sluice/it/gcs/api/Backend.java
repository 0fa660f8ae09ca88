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
import io.sluice.it.gcs.store.Bucket;
import io.sluice.it.gcs.store.Buckets;
import io.sluice.it.gcs.store.ContentFiles;
import java.time.Clock;

/** The state that all operations share. */
record Backend(Buckets buckets, ContentFiles files, Access access, ObjectJson json, Clock clock) {

  /** The call's bucket, after checking the permissions. */
  Bucket bucket(Call call, Permission... permissions) {
    Bucket bucket = buckets.find(call.bucket());
    access.requireProject(bucket, call.request());
    for (Permission permission : permissions) {
      access.require(permission);
    }
    return bucket;
  }
}
