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
package io.sluice.format.json;

import io.sluice.config.JsonTime;
import io.sluice.format.type.Column;
import io.sluice.format.type.IsoTimes;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.apache.kafka.connect.data.Schema;

/**
 * How dates and times are written that are sent as objects or numbers.
 *
 * @param valueClass what the schema requires; a value of another class is written as it is
 * @param texts null if they become numbers
 * @param numbers null if they become texts
 */
record JsonTimes(
    Class<?> valueClass, Function<Object, String> texts, ToLongFunction<Object> numbers) {

  /** Returns null if the values of the column are texts, which stay as they are. */
  static JsonTimes of(Column column, JsonTime times) {
    if (column.schema().type() == Schema.Type.STRING) {
      return null;
    }
    Class<?> valueClass = IsoTimes.valueClass(column);
    return times == JsonTime.ISO
        ? new JsonTimes(valueClass, IsoTimes.texts(column), null)
        : new JsonTimes(valueClass, null, IsoTimes.numbers(column));
  }
}
