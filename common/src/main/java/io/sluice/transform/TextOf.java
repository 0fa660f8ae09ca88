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
package io.sluice.transform;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;

/**
 * The text of a record's value, or of a field in it: a string, or bytes that are UTF-8. Safe for
 * any thread.
 */
final class TextOf {
  private final List<String> path;

  /**
   * @param field names of nested fields, separated by dots; empty for the value itself
   */
  TextOf(String field) {
    this.path = field.isEmpty() ? List.of() : List.of(field.split("\\.", -1));
  }

  /** What is wrong with the name of a field; null if nothing is. */
  static String problem(String field) {
    return field.isEmpty() || !List.of(field.split("\\.", -1)).contains("")
        ? null
        : "it must be names of nested fields with a dot between them, such as request.line";
  }

  /** The text; null if there is none, or something else. */
  String read(ConnectRecord<?> record) {
    Object current = record.value();
    for (String name : path) {
      current = child(current, name);
    }
    return text(current);
  }

  /**
   * The record's value with another text in this place, as a copy; the same value if there is no
   * text, or if the change leaves it as it is. Bytes stay bytes.
   */
  Object change(ConnectRecord<?> record, UnaryOperator<String> change) {
    return change(record.value(), 0, change);
  }

  private Object change(Object current, int depth, UnaryOperator<String> change) {
    if (depth == path.size()) {
      String before = text(current);
      if (before == null) {
        return current;
      }
      String after = change.apply(before);
      return after.equals(before) ? current : like(current, after);
    }
    String name = path.get(depth);
    Object before = child(current, name);
    Object after = change(before, depth + 1, change);
    return after == before ? current : with(current, name, after);
  }

  private static Object child(Object container, String name) {
    if (container instanceof Struct struct) {
      Field field = struct.schema().field(name);
      return field == null ? null : struct.get(field);
    }
    return container instanceof Map<?, ?> map ? map.get(name) : null;
  }

  private static Object with(Object container, String name, Object value) {
    if (container instanceof Struct struct) {
      Struct copy = new Struct(struct.schema());
      for (Field field : struct.schema().fields()) {
        copy.put(field, field.name().equals(name) ? value : struct.getWithoutDefault(field.name()));
      }
      return copy;
    }
    Map<Object, Object> copy = new HashMap<>((Map<?, ?>) container);
    copy.put(name, value);
    return copy;
  }

  private static String text(Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof byte[] bytes) {
      return decoded(ByteBuffer.wrap(bytes));
    }
    return value instanceof ByteBuffer bytes ? decoded(bytes.duplicate()) : null;
  }

  /** Bytes that are no UTF-8 are no text: what could not be written back is left alone. */
  private static String decoded(ByteBuffer bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static Object like(Object before, String text) {
    if (before instanceof String) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return before instanceof byte[] ? bytes : ByteBuffer.wrap(bytes);
  }
}
