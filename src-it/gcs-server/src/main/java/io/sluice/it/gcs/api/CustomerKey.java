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
import io.sluice.it.gcs.store.StoredObject;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/** Encryption with a key of the caller. The bytes are not encrypted, but the rules are checked. */
final class CustomerKey {
  private static final String HEADER = "x-goog-encryption-";
  private static final String SOURCE_HEADER = "x-goog-copy-source-encryption-";
  private static final int KEY_BYTES = 32;

  private CustomerKey() {}

  /** SHA-256 of the key in a request, in Base64. */
  static Optional<String> sha256(Request request) {
    return sha256(request, HEADER);
  }

  /** SHA-256 of the key for the source of a copy, in Base64. */
  static Optional<String> sourceSha256(Request request) {
    return sha256(request, SOURCE_HEADER);
  }

  /**
   * @throws ApiException 400 unless the key is the object's
   */
  static void requireSame(StoredObject object, Optional<String> sha256) {
    if (object.encryptionKeySha256().equals(sha256)) {
      return;
    }
    if (sha256.isEmpty()) {
      throw new ApiException(
          400,
          "resourceIsEncryptedWithCustomerEncryptionKey",
          "The target object is encrypted by a customer-supplied encryption key.");
    }
    if (object.encryptionKeySha256().isEmpty()) {
      throw new ApiException(
          400,
          "resourceNotEncryptedWithCustomerEncryptionKey",
          "The target object is not encrypted by a customer-supplied encryption key.");
    }
    throw new ApiException(
        400,
        "customerEncryptionKeyIsIncorrect",
        "The provided encryption key is incorrect for the target object.");
  }

  private static Optional<String> sha256(Request request, String prefix) {
    Optional<String> key = request.header(prefix + "key");
    if (key.isEmpty()) {
      return Optional.empty();
    }
    if (!request.header(prefix + "algorithm").equals(Optional.of("AES256"))) {
      throw new ApiException(
          400,
          "customerEncryptionAlgorithmIsInvalid",
          "Missing an encryption algorithm, or the provided algorithm is not \"AES256\".");
    }
    String sha256 = hash(decode(key.get()));
    if (!request.header(prefix + "key-sha256").equals(Optional.of(sha256))) {
      throw new ApiException(
          400,
          "customerEncryptionKeySha256IsInvalid",
          "Missing a SHA256 hash of the encryption key, or it does not match the key.");
    }
    return Optional.of(sha256);
  }

  private static byte[] decode(String key) {
    try {
      byte[] bytes = Base64.getDecoder().decode(key);
      if (bytes.length == KEY_BYTES) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Refused below, as a key of a wrong length is.
    }
    throw new ApiException(
        400,
        "customerEncryptionKeyFormatIsInvalid",
        "Missing an encryption key, or it is not Base64 encoded, or it is not of 256 bits.");
  }

  private static String hash(byte[] key) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
