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
package io.sluice.it.spark;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Writes values of Spark as JSON that keeps them exactly, for a reader that knows their types:
 * texts of floating-point numbers and decimals, bytes in base64, times in ISO 8601, maps as lists
 * of pairs, and structs as lists.
 */
final class JsonRows {
  private final JsonGenerator json;

  JsonRows(JsonGenerator json) {
    this.json = json;
  }

  void write(Row row) throws IOException {
    json.writeStartArray();
    for (int i = 0; i < row.length(); i++) {
      write(row.get(i));
    }
    json.writeEndArray();
  }

  private void write(Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Byte
        || value instanceof Short
        || value instanceof Integer
        || value instanceof Long) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof BigDecimal decimal) {
      json.writeString(decimal.toPlainString());
    } else if (value instanceof byte[] bytes) {
      json.writeString(Base64.getEncoder().encodeToString(bytes));
    } else if (value instanceof Row struct) {
      write(struct);
    } else if (value instanceof scala.collection.Map<?, ?> map) {
      json.writeStartArray();
      for (Map.Entry<?, ?> entry : CollectionConverters.asJava(map).entrySet()) {
        json.writeStartArray();
        write(entry.getKey());
        write(entry.getValue());
        json.writeEndArray();
      }
      json.writeEndArray();
    } else if (value instanceof scala.collection.Iterable<?> list) {
      json.writeStartArray();
      Iterator<?> elements = CollectionConverters.asJava(list.iterator());
      while (elements.hasNext()) {
        write(elements.next());
      }
      json.writeEndArray();
    } else {
      json.writeString(value.toString());
    }
  }
}
