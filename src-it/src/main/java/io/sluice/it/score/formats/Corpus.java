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

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The values of a topic, made up from a seed: the same seed has the same value at an offset.
 *
 * @param name of the topic
 * @param schema of all values
 * @param settings that files of such values need beside format and compression
 */
record Corpus(String name, Schema schema, Values values, Map<String, String> settings) {

  Corpus(String name, Schema schema, Values values) {
    this(name, schema, values, Map.of());
  }

  /** The same values for files of another setting. */
  Corpus with(String key, String value) {
    Map<String, String> more = new HashMap<>(settings);
    more.put(key, value);
    return new Corpus(name, schema, values, more);
  }

  /** Makes up a value. */
  interface Values {
    Object next(RandomValues random);
  }

  Object value(long seed, long offset) {
    return values.next(new RandomValues(seed, offset));
  }

  SinkRecord record(long seed, long offset) {
    return new SinkRecord(name, 0, null, null, schema, value(seed, offset), offset);
  }
}
