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
package io.sluice.it.load;

import java.nio.charset.StandardCharsets;

/**
 * Records for measurements: pieces of access-log lines, all of one length, each beginning with its
 * own partition and offset, so that a reader knows the expected content at every place. Not for use
 * by several threads.
 */
public final class BulkRecords implements BulkProducer.Values {
  /** Length of a record's value in bytes. */
  public static final int LENGTH = 100;

  private static final int BODIES = 1024;
  private static final int PARTITION_DIGITS = 3;
  private static final int OFFSET_DIGITS = 12;

  private final byte[][] bodies = new byte[BODIES][];

  public BulkRecords() {
    int head = PARTITION_DIGITS + OFFSET_DIGITS + 2;
    for (int i = 0; i < BODIES; i++) {
      String text = " ".repeat(head) + AccessLog.line(i);
      bodies[i] = text.substring(0, LENGTH).getBytes(StandardCharsets.US_ASCII);
    }
  }

  /** The value at this place, in ASCII; the caller may keep it. */
  @Override
  public byte[] value(int partition, long offset) {
    byte[] value = bodies[(int) (offset & (BODIES - 1))].clone();
    digits(value, 0, PARTITION_DIGITS, partition);
    digits(value, PARTITION_DIGITS + 1, OFFSET_DIGITS, offset);
    return value;
  }

  private static void digits(byte[] target, int start, int count, long number) {
    long rest = number;
    for (int i = start + count - 1; i >= start; i--) {
      target[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
