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
package io.sluice.engine;

import java.util.List;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Estimates the heap bytes of one partition's records. Text and byte values are weighed exactly;
 * keys, headers and structured values are measured in a sample of the records. Confined to the task
 * thread.
 */
final class RecordWeights {
  /** One of this many records is measured. */
  private static final int SAMPLE_EVERY = 16;

  /** The divisor of a new sample's weight in the moving average. */
  private static final int SAMPLE_PART = 8;

  /** The heap bytes of a record without its key, value and headers. */
  private static final long OVERHEAD = 160;

  private static final long HEADER = 64;

  private final HeapSize sizes = new HeapSize();
  private long average;
  private int untilSample;

  /**
   * The estimated heap bytes of records of this partition.
   *
   * @param from index of the first record
   * @param to index after the last record
   */
  long of(List<SinkRecord> records, int from, int to) {
    long exact = 0;
    long sampled = 0;
    int samples = 0;
    for (int i = from; i < to; i++) {
      SinkRecord record = records.get(i);
      Object value = record.value();
      if (value instanceof String text) {
        exact += HeapSize.ofText(text);
      } else if (value instanceof byte[] bytes) {
        exact += HeapSize.ofBytes(bytes);
      }
      if (untilSample == 0) {
        untilSample = SAMPLE_EVERY;
        long sample = sample(record);
        average = average == 0 ? sample : average + (sample - average) / SAMPLE_PART;
        sampled += sample;
        samples++;
      }
      untilSample--;
    }
    // The moving average lags behind, so larger records count in full at once.
    long measured = samples == 0 ? average : Math.max(average, sampled / samples);
    return exact + (to - from) * (OVERHEAD + measured);
  }

  /** The size of the parts that are not weighed exactly. */
  private long sample(SinkRecord record) {
    Object value = record.value();
    long bytes = sizes.of(record.key());
    if (!(value instanceof String) && !(value instanceof byte[])) {
      bytes += sizes.of(value);
    }
    for (Header header : record.headers()) {
      bytes += HEADER + header.key().length() + sizes.of(header.value());
    }
    return bytes;
  }
}
