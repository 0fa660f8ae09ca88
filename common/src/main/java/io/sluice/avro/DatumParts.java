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

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** Compiles a writer schema, whose records may contain themselves. For one schema. */
final class DatumParts {
  private final Map<Schema, Record> records = new IdentityHashMap<>();

  private record Fixed(long width) implements DatumPart {
    @Override
    public void skip(DatumCursor datum) {
      datum.skip(width);
    }
  }

  private record Choice(DatumPart[] branches) implements DatumPart {
    @Override
    public void skip(DatumCursor datum) {
      branches[datum.readIndex(branches.length, "branch")].skip(datum);
    }
  }

  /** A record; its fields are set later, because they may contain the record. */
  private static final class Record implements DatumPart {
    private DatumPart[] fields;

    @Override
    public void skip(DatumCursor datum) {
      datum.enter();
      for (DatumPart field : fields) {
        field.skip(datum);
      }
      datum.exit();
    }
  }

  private record Items(DatumPart item) implements DatumPart {
    @Override
    public void skip(DatumCursor datum) {
      for (long count = datum.readBlock(); count > 0; count = datum.readBlock()) {
        int before = datum.index();
        item.skip(datum);
        if (datum.index() == before) {
          // Null, or a record without bytes: all others are equally empty.
          continue;
        }
        for (long i = 1; i < count; i++) {
          item.skip(datum);
        }
      }
    }
  }

  /** The part for a schema. */
  DatumPart of(Schema schema) {
    return switch (schema.getType()) {
      case NULL -> new Fixed(0);
      case BOOLEAN -> DatumCursor::readBoolean;
      case INT -> DatumCursor::readInt;
      case LONG -> DatumCursor::readLong;
      case FLOAT -> new Fixed(Float.BYTES);
      case DOUBLE -> new Fixed(Double.BYTES);
      case STRING, BYTES -> DatumParts::skipBytes;
      case FIXED -> new Fixed(schema.getFixedSize());
      case ENUM -> {
        int symbols = schema.getEnumSymbols().size();
        yield datum -> datum.readIndex(symbols, "symbol");
      }
      case UNION -> new Choice(schema.getTypes().stream().map(this::of).toArray(DatumPart[]::new));
      case ARRAY -> new Items(of(schema.getElementType()));
      case MAP -> {
        DatumPart value = of(schema.getValueType());
        yield new Items(
            datum -> {
              skipBytes(datum);
              value.skip(datum);
            });
      }
      case RECORD -> record(schema);
    };
  }

  private Record record(Schema schema) {
    Record known = records.get(schema);
    if (known != null) {
      return known;
    }
    Record part = new Record();
    records.put(schema, part);
    List<DatumPart> fields = new ArrayList<>();
    schema.getFields().forEach(field -> fields.add(of(field.schema())));
    part.fields = inSequence(fields);
    return part;
  }

  /** The same parts; neighbours whose length is always the same are skipped together. */
  static DatumPart[] inSequence(List<DatumPart> parts) {
    List<DatumPart> joined = new ArrayList<>();
    long width = 0;
    for (DatumPart part : parts) {
      if (part instanceof Fixed fixed) {
        width += fixed.width();
      } else {
        addFixed(joined, width);
        width = 0;
        joined.add(part);
      }
    }
    addFixed(joined, width);
    return joined.toArray(DatumPart[]::new);
  }

  private static void addFixed(List<DatumPart> parts, long width) {
    if (width > 0) {
      parts.add(new Fixed(width));
    }
  }

  private static void skipBytes(DatumCursor datum) {
    datum.skip(datum.readLong());
  }
}
