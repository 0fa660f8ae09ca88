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

import io.sluice.it.load.AvroOrders;
import io.sluice.it.verify.Output;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;

/**
 * Checks that files hold every order once and in order.
 *
 * @param recordsPerPartition the number of records of each partition, all in one file
 */
record OrdersCheck(long recordsPerPartition, int partitions) {
  /** The whole record is compared for one of this many; the number in each. */
  private static final long COMPARED = 97;

  /**
   * Returns if they do.
   *
   * @throws IllegalStateException naming the first difference
   */
  void check(Output output) throws IOException {
    Set<Integer> seen = new HashSet<>();
    for (Output.File file : output.files()) {
      String name = file.path().substring(file.path().lastIndexOf('/') + 1);
      int partition = Integer.parseInt(List.of(name.split("[+.]")).get(1));
      if (!seen.add(partition)) {
        throw new IllegalStateException("a second file of partition " + partition);
      }
      try (InputStream stored = output.open(file);
          DataFileStream<GenericData.Record> orders =
              new DataFileStream<>(stored, new GenericDatumReader<>())) {
        compare(name, partition, orders);
      }
    }
    if (seen.size() != partitions) {
      throw new IllegalStateException("files of " + seen.size() + " partitions");
    }
  }

  private void compare(String name, int partition, DataFileStream<GenericData.Record> orders) {
    long offset = 0;
    for (GenericData.Record order : orders) {
      boolean equal =
          (Long) order.get("id") == offset
              && (offset % COMPARED != 0 || order.toString().equals(expected(partition, offset)));
      if (!equal) {
        throw new IllegalStateException(name + " differs at offset " + offset);
      }
      offset++;
    }
    if (offset != recordsPerPartition) {
      throw new IllegalStateException(name + " ends at offset " + offset);
    }
  }

  private static String expected(int partition, long offset) {
    return AvroOrders.order(partition, offset).toString();
  }
}
