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

/**
 * Estimates the length of a file while it is written, from its known part and, for the other bytes,
 * from the compression ratio so far. The estimate never decreases.
 */
public final class SizeEstimate {
  private double ratio = 1.0;
  private long bytes;
  private boolean exact;

  /** Sets the ratio of bytes in the file to bytes before compression; at first it is 1. */
  public void ratio(double bytesPerByte) {
    ratio = bytesPerByte;
  }

  /** Whether the file is complete, so that {@link #bytes} is its length. */
  public boolean exact() {
    return exact;
  }

  /** The last estimate, in bytes. */
  public long bytes() {
    return bytes;
  }

  /**
   * Updates the estimate and returns it. Must not be called for a complete file.
   *
   * @param known bytes that are certain to be in the file
   * @param pending further bytes, before compression
   * @param longest limit on the length of the file
   */
  public long update(long known, long pending, long longest) {
    bytes = Math.max(bytes, Math.min(known + (long) (pending * ratio), longest));
    return bytes;
  }

  /** Replaces the estimate by the length of the complete file, in bytes. */
  public void complete(long length) {
    bytes = length;
    exact = true;
  }
}
