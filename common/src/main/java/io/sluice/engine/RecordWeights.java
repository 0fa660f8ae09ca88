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
 * Weighs the records of one partition, for as long as it is assigned. Values that are text or bytes
 * are weighed exactly; keys, headers and values with an inner structure are measured in a sample of
 * the records. Confined to the task thread.
 */
final class RecordWeights {
  /** One of so many records is measured. */
  private static final int SAMPLE_EVERY = 16;

  /** How much of the moving average each sample makes up. */
  private static final int SAMPLE_PART = 8;

  /** The objects around a record's parts, in bytes. */
  private static final long OVERHEAD = 160;

  private static final long HEADER = 64;

  private final HeapSize sizes = new HeapSize();
  private long average;
  private int untilSample;

  /**
   * The heap bytes of records of this partition, estimated.
   *
   * @param from index of the first
   * @param to index behind the last
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
    // A batch of larger records than before weighs what it is at once.
    long measured = samples == 0 ? average : Math.max(average, sampled / samples);
    return exact + (to - from) * (OVERHEAD + measured);
  }

  /** What is not weighed exactly. */
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
