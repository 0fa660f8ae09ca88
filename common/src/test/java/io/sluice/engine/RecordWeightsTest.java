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

import static org.assertj.core.api.Assertions.assertThat;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class RecordWeightsTest {
  private static final int KIB_100 = 100 * 1024;
  private static final String TEXT = "x".repeat(KIB_100);

  private final RecordWeights weights = new RecordWeights();

  private static SinkRecord record(Object key, Object value) {
    return new SinkRecord("t", 0, null, key, null, value, 0);
  }

  private long weight(SinkRecord... records) {
    return weights.of(List.of(records), 0, records.length);
  }

  @Test
  void everyPartOfTheFirstRecordWeighsWhatItHolds() {
    Schema schema = SchemaBuilder.struct().field("text", Schema.STRING_SCHEMA).build();
    SinkRecord withHeader = record(null, null);
    withHeader.headers().addString("trace", TEXT);
    for (SinkRecord record :
        List.of(
            record(null, TEXT),
            record(null, new byte[KIB_100]),
            record(null, Map.of("text", TEXT)),
            record(null, List.of(1, TEXT)),
            record(null, new Struct(schema).put("text", TEXT)),
            record(TEXT, null),
            record(Map.of("id", TEXT), "value"),
            withHeader)) {
      assertThat(new RecordWeights().of(List.of(record), 0, 1))
          .as("%s", record.value() == null ? "key or header" : record.value().getClass())
          .isBetween((long) KIB_100, KIB_100 + 600L);
    }
  }

  @Test
  void oneRecordInSixteenIsMeasuredForTheOthers() {
    List<SinkRecord> records = new ArrayList<>();
    CountingList value = new CountingList(100);
    for (int i = 0; i < 160; i++) {
      records.add(record(null, value));
    }

    long weight = weights.of(records, 0, 160);

    assertThat(value.reads).isEqualTo(10 * 100);
    assertThat(weight).isBetween(160L * 100 * 20, 160L * 100 * 60);
    // the next ones are weighed without reading them
    assertThat(weights.of(records, 1, 16)).isBetween(15L * 100 * 20, 15L * 100 * 60);
  }

  @Test
  void aHugeValueIsMeasuredInPart() {
    CountingList value = new CountingList(1_000_000);

    long weight = weight(record(null, value));

    assertThat(value.reads).isLessThan(1100);
    assertThat(weight).isBetween(1_000_000L * 20, 1_000_000L * 60);
  }

  @Test
  void largerRecordsThanBeforeWeighWhatTheyAreAtOnce() {
    for (int i = 0; i < 100; i++) {
      weight(record(null, Map.of("text", "little")));
    }
    SinkRecord[] large = new SinkRecord[16];
    Arrays.fill(large, record(null, Map.of("text", TEXT)));

    assertThat(weight(large)).isGreaterThan(16L * KIB_100);
  }

  @Test
  void afterLargeRecordsSmallOnesWeighLessAgain() {
    weight(record(null, Map.of("text", TEXT)));
    for (int i = 0; i < 200; i++) {
      weight(Collections.nCopies(16, record(null, Map.of("a", "b"))).toArray(SinkRecord[]::new));
    }

    assertThat(weight(record(null, Map.of("a", "b")))).isLessThan(1000);
  }

  /** A list that counts how often it is read. */
  private static final class CountingList extends AbstractList<Integer> {
    private final int size;
    private int reads;

    CountingList(int size) {
      this.size = size;
    }

    @Override
    public Integer get(int index) {
      reads++;
      return index;
    }

    @Override
    public int size() {
      return size;
    }
  }
}
