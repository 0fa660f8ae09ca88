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

import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;

/** Accepts the sizes that Cloud Storage permits for the chunks of an upload. */
final class ChunkBytes implements Validator {
  private static final long UNIT = 256 * 1024;
  private static final long MAX = 1L << 30;

  @Override
  public void ensureValid(String key, Object value) {
    if (!(value instanceof Long bytes) || bytes < UNIT || bytes > MAX || bytes % UNIT != 0) {
      throw new ConfigException(
          key,
          value,
          "must be a multiple of 262144 (256 KiB), from 262144 to 1073741824; Cloud Storage accepts"
              + " no other chunks");
    }
  }

  @Override
  public String toString() {
    return "multiples of 262144 (256 KiB) up to 1073741824 (1 GiB)";
  }
}
