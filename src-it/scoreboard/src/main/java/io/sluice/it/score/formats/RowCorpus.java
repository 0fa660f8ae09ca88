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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/** Records that are written with all their parts: a row has the fields {@value #FIELDS}. */
final class RowCorpus implements Corpus {
  /** The value of {@code record.fields}. */
  static final String FIELDS = "key,value,headers,topic,partition,offset,timestamp,ingest.time";

  private static final String INGEST_TIME = "ingest_time";
  private static final int PARTITION = 0;

  private static final Schema HEADERS =
      SchemaBuilder.array(
              SchemaBuilder.struct()
                  .field("key", Schema.STRING_SCHEMA)
                  .field("value", Schema.OPTIONAL_STRING_SCHEMA)
                  .build())
          .build();

  private static final Schema SCHEMA =
      SchemaBuilder.struct()
          .field("key", Schema.OPTIONAL_STRING_SCHEMA)
          .field("value", Structs.SCHEMA)
          .field("headers", HEADERS)
          .field("topic", Schema.STRING_SCHEMA)
          .field("partition", Schema.INT32_SCHEMA)
          .field("offset", Schema.INT64_SCHEMA)
          .field("timestamp", Timestamp.builder().optional().build())
          .field(INGEST_TIME, Timestamp.SCHEMA)
          .build();

  /** The column that is JSON in CSV has no NaN, and ORC has a gap before 1970. */
  private final Structs values = new Structs(false, false);

  private final Instant begin = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  @Override
  public String name() {
    return "rows";
  }

  @Override
  public SinkRecord record(long seed, long offset) {
    RandomValues random = new RandomValues(seed, offset);
    return new SinkRecord(
        name(),
        PARTITION,
        Schema.OPTIONAL_STRING_SCHEMA,
        random.optional(random::text),
        Structs.SCHEMA,
        random.optional(() -> values.next(random)),
        offset,
        random.optional(random::recordTime),
        TimestampType.CREATE_TIME,
        headers(random));
  }

  /** Some keys come more than once. */
  private static ConnectHeaders headers(RandomValues random) {
    ConnectHeaders headers = new ConnectHeaders();
    random
        .list(random::text)
        .forEach(text -> headers.addString(random.oneOf("trace", "Gr\u00f6\u00dfe"), text));
    if (random.flag()) {
      headers.addLong("attempt", random.int64());
      headers.add("empty", null, null);
    }
    return headers;
  }

  @Override
  public Schema schema() {
    return SCHEMA;
  }

  @Override
  public Map<Object, Object> row(long seed, long offset) {
    SinkRecord record = record(seed, offset);
    Long timestamp = record.timestamp();
    Map<Object, Object> row = new LinkedHashMap<>();
    row.put("key", record.key());
    row.put("value", NormalForm.of(Structs.SCHEMA, record.value()));
    row.put("headers", texts(record.headers()));
    row.put("topic", name());
    row.put("partition", (long) PARTITION);
    row.put("offset", offset);
    row.put("timestamp", timestamp == null ? null : Instant.ofEpochMilli(timestamp));
    row.put(INGEST_TIME, "a time of this run");
    return row;
  }

  private static List<Object> texts(Iterable<Header> headers) {
    List<Object> texts = new ArrayList<>();
    for (Header header : headers) {
      Map<Object, Object> text = new LinkedHashMap<>();
      text.put("key", header.key());
      text.put("value", header.value() == null ? null : header.value().toString());
      texts.add(text);
    }
    return texts;
  }

  /** The exact time at which the task received the record is unknown. */
  @Override
  public Optional<String> difference(long seed, long offset, Object found) {
    Map<Object, Object> expected = row(seed, offset);
    if (found instanceof Map<?, ?> row
        && row.get(INGEST_TIME) instanceof Instant time
        && !time.isBefore(begin)
        && !time.isAfter(Instant.now())) {
      expected.put(INGEST_TIME, time);
    }
    return Difference.between(expected, found);
  }
}
