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
package io.sluice.format.encode;

import org.apache.kafka.connect.errors.DataException;

/**
 * The limit on the size of a record.
 *
 * @param maxBytes encoded bytes, at least 1
 */
public record RecordLimit(int maxBytes) {

  /**
   * Checks a record, or the part of it that is encoded so far.
   *
   * @param length in encoded bytes
   * @throws DataException if the record is too long
   */
  public void check(long length) {
    if (length > maxBytes) {
      throw new DataException(
          "The encoded record has at least "
              + length
              + " bytes, more than record.max.bytes="
              + maxBytes
              + " permits; raise record.max.bytes to accept such records");
    }
  }
}
