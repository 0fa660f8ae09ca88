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
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Records of which only the value is written.
 *
 * @param schema of all values
 */
record ValueCorpus(String name, Schema schema, Values values, Map<String, String> settings)
    implements Corpus {

  ValueCorpus(String name, Schema schema, Values values) {
    this(name, schema, values, Map.of());
  }

  /** The same values for files of another setting. */
  ValueCorpus with(String key, String value) {
    Map<String, String> more = new HashMap<>(settings);
    more.put(key, value);
    return new ValueCorpus(name, schema, values, more);
  }

  /** Makes up a value. */
  interface Values {
    Object next(RandomValues random);
  }

  private Object value(long seed, long offset) {
    return values.next(new RandomValues(seed, offset));
  }

  @Override
  public SinkRecord record(long seed, long offset) {
    return new SinkRecord(name, 0, null, null, schema, value(seed, offset), offset);
  }

  @Override
  public Object row(long seed, long offset) {
    return NormalForm.of(schema, value(seed, offset));
  }
}
