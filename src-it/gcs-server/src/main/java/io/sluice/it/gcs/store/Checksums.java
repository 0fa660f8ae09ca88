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
package io.sluice.it.gcs.store;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Checksums of an object's bytes in the form of the API.
 *
 * @param crc32c Base64 of four bytes in big-endian order
 * @param md5 Base64; empty for composed objects
 */
public record Checksums(String crc32c, Optional<String> md5) {

  static Checksums of(long crc32c, byte[] md5) {
    return new Checksums(base64(crc32c), Optional.of(Base64.getEncoder().encodeToString(md5)));
  }

  static Checksums of(byte[] bytes) {
    CRC32C crc32c = new CRC32C();
    crc32c.update(bytes);
    MessageDigest md5 = newMd5();
    return of(crc32c.getValue(), md5.digest(bytes));
  }

  static MessageDigest newMd5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has MD5", e);
    }
  }

  /** The same without MD5, as composed objects have it. */
  public Checksums withoutMd5() {
    return new Checksums(crc32c, Optional.empty());
  }

  /** The value of the header {@code x-goog-hash}. */
  public String header() {
    return "crc32c=" + crc32c + md5.map(value -> ",md5=" + value).orElse("");
  }

  private static String base64(long crc32c) {
    byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt((int) crc32c).array();
    return Base64.getEncoder().encodeToString(bytes);
  }
}
