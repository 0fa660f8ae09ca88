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

import com.google.api.client.http.HttpRequestInitializer;
import com.google.cloud.ServiceOptions;
import com.google.cloud.http.HttpTransportOptions;

/**
 * Transport of one client. Its requests and those of {@link UploadRequests} use the same token;
 * otherwise Google's library would copy the credentials of a service account for each of them.
 */
final class SharedTransport extends HttpTransportOptions {
  private static final long serialVersionUID = 1L;

  private transient HttpRequestInitializer shared;

  SharedTransport(Builder settings) {
    super(settings);
  }

  @Override
  public synchronized HttpRequestInitializer getHttpRequestInitializer(
      ServiceOptions<?, ?> options) {
    if (shared == null) {
      shared = super.getHttpRequestInitializer(options);
    }
    return shared;
  }
}
