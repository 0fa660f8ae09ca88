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
package io.sluice.record;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Reads one field of a record's value or key, from a {@link Struct} or a {@link Map}, or one of its
 * headers. Of a value that is an encoded datum of Avro, only the field is decoded. Safe for any
 * thread; reading from decoded values allocates nothing.
 */
public final class FieldAccess {

  /** The result of {@link #read} if there is no such field or header. */
  public static final Object ABSENT =
      new Object() {
        @Override
        public String toString() {
          return "absent";
        }
      };

  private enum Part {
    VALUE,
    KEY,
    HEADER
  }

  private final Part part;
  private final String[] path;

  /** What the path is from each step on, as a single name. */
  private final String[] rests;

  private final EncodedField encoded;
  private final String name;

  /** The latest result of {@link #schema} that only depends on the schema of the struct. */
  private volatile Resolved latest = new Resolved(null, null);

  private record Resolved(Schema whole, Schema found) {}

  private FieldAccess(Part part, String prefix, List<String> path) {
    this.part = part;
    this.path = path.toArray(String[]::new);
    this.rests = new String[path.size()];
    for (int i = 0; i < rests.length; i++) {
      rests[i] = String.join(".", path.subList(i, rests.length));
    }
    this.encoded = new EncodedField(path);
    this.name = path.isEmpty() ? prefix : prefix + "." + String.join(".", path);
  }

  /** A field of the value; the value itself if the path is empty. */
  public static FieldAccess value(List<String> path) {
    return new FieldAccess(Part.VALUE, "value", path);
  }

  /** A field of the key; the key itself if the path is empty. */
  public static FieldAccess key(List<String> path) {
    return new FieldAccess(Part.KEY, "key", path);
  }

  /** The last header of this name. */
  public static FieldAccess header(String name) {
    return new FieldAccess(Part.HEADER, "header", List.of(name));
  }

  /**
   * Reads the field or header from a record. Where there is no nested field, the field whose name
   * contains the dots is read.
   *
   * @return {@link #ABSENT} if there is no such field or header, or if the path continues below
   *     something without fields; null if it, or a container on its path, is null; a field's
   *     default if it is null and has a default
   */
  public Object read(SinkRecord record) {
    if (part == Part.HEADER) {
      Header header = header(record);
      return header == null ? ABSENT : header.value();
    }
    if (part == Part.VALUE && EncodedField.in(record)) {
      return encoded.read(record);
    }
    Object whole = part == Part.VALUE ? record.value() : record.key();
    return path.length == 0 ? whole : find(whole, 0);
  }

  /**
   * The schema of the result of {@link #read}, which is not null, or null if it has none. In
   * structs it is found once for each schema, not for each record.
   */
  public Schema schema(SinkRecord record) {
    if (part == Part.HEADER) {
      Header header = header(record);
      return header == null ? null : header.schema();
    }
    if (part == Part.VALUE && EncodedField.in(record)) {
      return encoded.schema(record);
    }
    Object whole = part == Part.VALUE ? record.value() : record.key();
    Schema schema = part == Part.VALUE ? record.valueSchema() : record.keySchema();
    if (path.length == 0) {
      return schema;
    }
    if (!(whole instanceof Struct struct)) {
      return findSchema(whole, schema, 0);
    }
    Resolved known = latest;
    if (known.whole == struct.schema()) {
      return known.found;
    }
    Schema found = findSchema(whole, schema, 0);
    if (leadsThroughStructs(struct.schema())) {
      latest = new Resolved(struct.schema(), found);
    }
    return found;
  }

  private Object find(Object container, int from) {
    if (container == null) {
      return null;
    }
    Object found = step(container, path[from]);
    if (from == path.length - 1) {
      return found;
    }
    Object nested = found == ABSENT ? ABSENT : find(found, from + 1);
    return nested == ABSENT ? step(container, rests[from]) : nested;
  }

  private Schema findSchema(Object container, Schema schema, int from) {
    if (container == null) {
      return null;
    }
    if (from == path.length - 1) {
      return schema(container, schema, path[from]);
    }
    Object found = step(container, path[from]);
    boolean dotted = found == ABSENT || find(found, from + 1) == ABSENT;
    return dotted
        ? schema(container, schema, rests[from])
        : findSchema(found, schema(container, schema, path[from]), from + 1);
  }

  /** Whether no step of the path leads into a map, whose values differ in what they contain. */
  private boolean leadsThroughStructs(Schema struct) {
    Schema container = struct;
    for (int i = 0; i < path.length - 1; i++) {
      Field field = container.field(path[i]);
      if (field == null || field.schema().type() != Schema.Type.STRUCT) {
        return field == null || field.schema().type() != Schema.Type.MAP;
      }
      container = field.schema();
    }
    return true;
  }

  /** The field's name if it is a field of the value itself, not of a nested struct. */
  public Optional<String> valueField() {
    return part == Part.VALUE && path.length == 1 ? Optional.of(path[0]) : Optional.empty();
  }

  /** The name as in settings: {@code value.a.b}, {@code key}, {@code header.x}. */
  @Override
  public String toString() {
    return name;
  }

  private Header header(SinkRecord record) {
    return record.headers().lastWithName(path[0]);
  }

  private static Object step(Object container, String field) {
    if (container instanceof Struct struct) {
      Field found = struct.schema().field(field);
      return found == null ? ABSENT : struct.get(found);
    }
    if (container instanceof Map<?, ?> map) {
      Object found = map.get(field);
      return found != null || map.containsKey(field) ? found : ABSENT;
    }
    return ABSENT;
  }

  private static Schema schema(Object container, Schema schema, String field) {
    if (container instanceof Struct struct) {
      Field found = struct.schema().field(field);
      return found == null ? null : found.schema();
    }
    return container instanceof Map && schema != null && schema.type() == Schema.Type.MAP
        ? schema.valueSchema()
        : null;
  }
}
