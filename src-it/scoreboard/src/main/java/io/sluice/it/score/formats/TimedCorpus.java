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
package io.sluice.it.score.formats;

import io.sluice.it.read.NormalForm;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.sink.SinkRecord;

/** Values with the times of their records, which are the keys of a sequence file. */
record TimedCorpus(ValueCorpus values) implements Corpus {

  @Override
  public String name() {
    return values.name();
  }

  @Override
  public Map<String, String> settings() {
    return values.settings();
  }

  @Override
  public SinkRecord record(long seed, long offset) {
    return new SinkRecord(
        name(),
        0,
        null,
        null,
        values.schema(),
        values.record(seed, offset).value(),
        offset,
        timestamp(seed, offset),
        TimestampType.CREATE_TIME);
  }

  /** Not all records have one. */
  private static Long timestamp(long seed, long offset) {
    RandomValues random = new RandomValues(~seed, offset);
    return random.optional(random::recordTime);
  }

  @Override
  public Schema schema() {
    return SchemaBuilder.struct()
        .field("key", Schema.INT64_SCHEMA)
        .field("value", values.schema())
        .build();
  }

  @Override
  public Object row(long seed, long offset) {
    SinkRecord record = record(seed, offset);
    Map<Object, Object> row = new LinkedHashMap<>();
    row.put("key", record.timestamp() == null ? 0L : record.timestamp());
    row.put("value", NormalForm.of(values.schema(), record.value()));
    return row;
  }
}
