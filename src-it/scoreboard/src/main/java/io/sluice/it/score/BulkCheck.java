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
package io.sluice.it.score;

import io.sluice.it.load.BulkRecords;
import io.sluice.it.score.ThroughputRounds.Plan;
import io.sluice.it.verify.Output;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Compares every byte of published text files with the records that were produced. */
final class BulkCheck {
  private final Plan plan;
  private final Output output;
  private final BulkRecords records = new BulkRecords();

  BulkCheck(Plan plan, Output output) {
    this.plan = plan;
    this.output = output;
  }

  /**
   * Returns if the files hold every record once and in order.
   *
   * @throws IllegalStateException naming the first difference
   */
  void check() throws IOException {
    Map<Integer, Long> next = new HashMap<>();
    for (Output.File file : output.files()) {
      String name = file.path().substring(file.path().lastIndexOf('/') + 1);
      List<String> parts = List.of(name.split("[+.]"));
      int partition = Integer.parseInt(parts.get(1));
      long start = Long.parseLong(parts.get(2));
      long end = Long.parseLong(parts.get(3));
      long expectedStart = next.getOrDefault(partition, 0L);
      if (start != expectedStart) {
        throw new IllegalStateException(name + " should begin at " + expectedStart);
      }
      compare(file, partition, start, end);
      next.put(partition, end + 1);
    }
    for (int partition = 0; partition < plan.partitions(); partition++) {
      if (next.getOrDefault(partition, 0L) != plan.recordsPerPartition()) {
        throw new IllegalStateException(
            "partition " + partition + " ends before " + next.get(partition));
      }
    }
  }

  private void compare(Output.File file, int partition, long start, long end) throws IOException {
    byte[] line = new byte[BulkRecords.LENGTH + 1];
    try (InputStream stored = output.open(file);
        InputStream plain =
            new BufferedInputStream(
                file.path().endsWith(".gz") ? new GZIPInputStream(stored, 1 << 16) : stored,
                1 << 18)) {
      for (long offset = start; offset <= end; offset++) {
        int length = plain.readNBytes(line, 0, line.length);
        byte[] value = records.value(partition, offset);
        if (length < value.length
            || !Arrays.equals(line, 0, value.length, value, 0, value.length)
            || (length > value.length && line[value.length] != '\n')) {
          throw new IllegalStateException(file.path() + " differs at offset " + offset);
        }
      }
      if (plain.read() >= 0) {
        throw new IllegalStateException(file.path() + " goes on after offset " + end);
      }
    }
  }
}
