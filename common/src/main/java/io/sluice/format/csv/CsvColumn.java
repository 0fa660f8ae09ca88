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
package io.sluice.format.csv;

import io.sluice.format.encode.RecordBuffer;
import io.sluice.format.json.JsonSerializer;
import io.sluice.format.type.Column;
import io.sluice.format.type.FileType;
import io.sluice.format.type.IsoTimes;
import io.sluice.format.type.Values;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;

/**
 * How the values of a column are written, where their class does not say it.
 *
 * @param name in the header
 * @param optional whether null is permitted
 * @param valueClass of values that have texts; a value of another class is written as it is
 * @param texts of dates, times and decimals that each have a scale; otherwise null
 * @param document writes lists, maps and structs as JSON
 */
record CsvColumn(
    String name,
    boolean optional,
    Class<?> valueClass,
    Function<Object, String> texts,
    BiConsumer<Object, RecordBuffer> document) {

  static CsvColumn of(Column column, JsonSerializer json) {
    BiConsumer<Object, RecordBuffer> document = json.of(column);
    if (IsoTimes.isTime(column)) {
      return new CsvColumn(
          column.name(),
          column.optional(),
          IsoTimes.valueClass(column),
          IsoTimes.texts(column),
          document);
    }
    boolean scaled =
        column.type() instanceof FileType.DecimalText
            && column.schema().type() == Schema.Type.STRUCT;
    return new CsvColumn(
        column.name(),
        column.optional(),
        Struct.class,
        scaled ? Values.texts(column) : null,
        document);
  }
}
