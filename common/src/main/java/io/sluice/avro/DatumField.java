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
package io.sluice.avro;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * One field of the datums of a writer schema, read without decoding the others. Safe for any
 * thread.
 */
public final class DatumField {
  private final DatumStep step;
  private final org.apache.kafka.connect.data.Schema schema;

  private DatumField(DatumStep step, org.apache.kafka.connect.data.Schema schema) {
    this.step = step;
    this.schema = schema;
  }

  /**
   * Compiles the way to a field.
   *
   * @param path names of fields of nested records and keys of maps; empty for the datum itself
   * @param absent the result of {@link #read} if the path leads nowhere
   */
  public static DatumField of(Schema writer, List<String> path, Object absent) {
    Way way = new Way(absent);
    return new DatumField(way.to(writer, path), DatumScalar.schema(way.last));
  }

  /**
   * Reads the field in the form that registries' converters give it. A branch of a union is the
   * field itself.
   *
   * @param datum its position does not move
   * @return null if the field, or a container on its path, is null
   * @throws org.apache.kafka.connect.errors.DataException if the bytes are no datum of the schema
   */
  public Object read(ByteBuffer datum) {
    return step.read(new DatumCursor(datum));
  }

  /** Connect's schema of the field; null if it has several types or is a container. */
  public org.apache.kafka.connect.data.Schema schema() {
    return schema;
  }

  /** Compiles the steps of one path. */
  private static final class Way {
    private final DatumParts parts = new DatumParts();
    private final Object absent;
    private Schema last;

    Way(Object absent) {
      this.absent = absent;
    }

    DatumStep to(Schema schema, List<String> path) {
      if (schema.isUnion()) {
        return branch(schema, path);
      }
      if (path.isEmpty()) {
        last = schema;
        return DatumScalar.of(schema);
      }
      return switch (schema.getType()) {
        case RECORD -> field(schema, path);
        case MAP -> entry(schema, path);
        case NULL -> datum -> null;
        default -> datum -> absent;
      };
    }

    private DatumStep branch(Schema union, List<String> path) {
      List<Schema> types = union.getTypes();
      DatumStep[] branches = new DatumStep[types.size()];
      Schema only = null;
      int found = 0;
      for (int i = 0; i < branches.length; i++) {
        last = null;
        branches[i] = to(types.get(i), path);
        if (last != null && last.getType() != Schema.Type.NULL) {
          only = last;
          found++;
        }
      }
      last = found == 1 ? only : null;
      return datum -> branches[datum.readIndex(branches.length, "branch")].read(datum);
    }

    private DatumStep field(Schema record, List<String> path) {
      Schema.Field field = record.getField(path.get(0));
      if (field == null) {
        return datum -> absent;
      }
      List<DatumPart> earlier = new ArrayList<>();
      record.getFields().subList(0, field.pos()).forEach(f -> earlier.add(parts.of(f.schema())));
      DatumPart[] before = DatumParts.inSequence(earlier);
      DatumStep rest = to(field.schema(), path.subList(1, path.size()));
      return datum -> {
        for (DatumPart part : before) {
          part.skip(datum);
        }
        return rest.read(datum);
      };
    }

    private DatumStep entry(Schema map, List<String> path) {
      DatumPart value = parts.of(map.getValueType());
      DatumStep rest = to(map.getValueType(), path.subList(1, path.size()));
      String key = path.get(0);
      return datum -> {
        Object found = absent;
        for (long count = datum.readBlock(); count > 0; count = datum.readBlock()) {
          for (long i = 0; i < count; i++) {
            if (datum.readText().equals(key)) {
              found = rest.read(datum);
            } else {
              value.skip(datum);
            }
          }
        }
        return found;
      };
    }
  }
}
