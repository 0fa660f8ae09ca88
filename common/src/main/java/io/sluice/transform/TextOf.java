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
 * Reads and changes the text of a record's value or of a field in it: a string, or bytes in UTF-8.
 * Safe for any thread.
 */
final class TextOf {
  private final List<String> path;

  /**
   * @param field names of nested fields, separated by dots; empty for the value itself
   */
  TextOf(String field) {
    this.path = field.isEmpty() ? List.of() : List.of(field.split("\\.", -1));
  }

  /** Returns the problem with a field's name, or null. */
  static String problem(String field) {
    return field.isEmpty() || !List.of(field.split("\\.", -1)).contains("")
        ? null
        : "it must be names of nested fields with a dot between them, such as request.line";
  }

  /** Returns the text; null if there is no value or it is not text. */
  String read(ConnectRecord<?> record) {
    Object current = record.value();
    for (String name : path) {
      current = child(current, name);
    }
    return text(current);
  }

  /**
   * Returns a copy of the record's value with the changed text, or the same value if there is no
   * text or it does not change. The text of bytes is written as bytes again.
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

  /** Null unless the bytes are UTF-8: other bytes could not be restored from text. */
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
