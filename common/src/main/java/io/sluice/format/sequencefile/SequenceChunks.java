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
package io.sluice.format.sequencefile;

import java.io.IOException;
import java.io.OutputStream;

/** One compressed file, written chunk by chunk; holds no memory between chunks. */
public interface SequenceChunks {

  /** Writes the bytes before the first record. */
  void begin(OutputStream output) throws IOException;

  /**
   * Writes one chunk.
   *
   * @param records one or more records, written by {@link SequenceFiles#chunkRecords}
   */
  void write(byte[] records, int offset, int length, OutputStream output) throws IOException;
}
