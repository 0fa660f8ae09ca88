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
package io.sluice.it.score.gcs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** An invented key of a service account, which gets its tokens from the server of a test. */
final class ServiceAccount {
  private static final int KEY_BITS = 2048;

  private final String privateKey;

  ServiceAccount() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(KEY_BITS);
      byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
      privateKey =
          "-----BEGIN PRIVATE KEY-----\n"
              + Base64.getMimeEncoder().encodeToString(key)
              + "\n-----END PRIVATE KEY-----\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has RSA", e);
    }
  }

  /**
   * The credentials file.
   *
   * @param tokenUrl where tokens come from
   */
  String json(String tokenUrl) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("type", "service_account")
        .put("project_id", "sluice")
        .put("private_key_id", "1")
        .put("private_key", privateKey)
        .put("client_email", "connector@sluice.iam.gserviceaccount.com")
        .put("client_id", "1")
        .put("token_uri", tokenUrl)
        .toString();
  }
}
