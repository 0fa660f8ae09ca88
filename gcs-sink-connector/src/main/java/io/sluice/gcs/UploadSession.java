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
package io.sluice.gcs;

/**
 * A resumable upload that was begun, and that any later call can continue.
 *
 * @param path of the object
 * @param url address of the session, which authorizes its holder to continue
 * @param received bytes that Cloud Storage is known to have
 * @param most the most bytes that Cloud Storage had in this session or in a lost one before it
 */
record UploadSession(String path, String url, long received, long most) {
  UploadSession at(long bytes) {
    return new UploadSession(path, url, bytes, Math.max(most, bytes));
  }

  /** This session in the place of a lost one that had received so many bytes. */
  UploadSession after(long bytes) {
    return new UploadSession(path, url, received, bytes);
  }
}
