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
package io.sluice.it.read;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.connect.data.Schema;

/** The values that Avro's library reads. */
final class AvroValues extends PlainValues {

  /** Lists, maps and texts of Java in place of those of the library, which uses them again. */
  static Object plain(Object value) {
    if (value instanceof IndexedRecord record) {
      Map<String, Object> plain = new LinkedHashMap<>();
      record
          .getSchema()
          .getFields()
          .forEach(field -> plain.put(name(field), plain(record.get(field.pos()))));
      return plain;
    }
    if (value instanceof Collection<?> values) {
      List<Object> plain = new ArrayList<>(values.size());
      values.forEach(each -> plain.add(plain(each)));
      return plain;
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> plain = new HashMap<>();
      map.forEach((key, each) -> plain.put(plain(key), plain(each)));
      return plain;
    }
    if (value instanceof ByteBuffer bytes) {
      return ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
    }
    return value instanceof CharSequence text ? text.toString() : value;
  }

  /** Names that Avro does not allow are in a property. */
  private static String name(org.apache.avro.Schema.Field field) {
    String name = field.getProp("sluice.name");
    return name == null ? field.name() : name;
  }

  /** Avro has ints and longs. */
  @Override
  long whole(Schema.Type type, Object value) {
    return type == Schema.Type.INT64 ? fitting(Long.class, value) : fitting(Integer.class, value);
  }

  @Override
  Map<Object, Object> map(Schema schema, Object value) {
    return super.map(schema, value instanceof List<?> entries ? map(entries) : value);
  }

  /** Maps whose keys are not texts are lists of entries in Avro. */
  static Map<Object, Object> map(List<?> entries) {
    Map<Object, Object> map = new HashMap<>();
    for (Object each : entries) {
      Map<?, ?> entry = fitting(Map.class, each);
      Iterator<?> keyAndValue = entry.values().iterator();
      map.put(keyAndValue.next(), keyAndValue.next());
    }
    return map;
  }
}
