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
package io.sluice.format;

import java.io.IOException;

/** Writes the compressed stream of a file; confined to one thread at a time. */
interface Compressor {

  void write(byte[] bytes, int offset, int length) throws IOException;

  /** Ends the stream and writes all of it to the output, which stays open. Called once. */
  void finish() throws IOException;

  /** Bytes produced so far, including those that are not written to the output yet. */
  long producedBytes();

  /** Approximate limit on the bytes that {@link #finish} would still produce. */
  long heldBackBytes();

  /** Approximate heap and native bytes held. */
  long heldBytes();

  /** Frees native memory without writing; may be repeated, also after {@link #finish} failed. */
  void release();
}
