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
package io.sluice.format.avro;

import io.sluice.format.type.Column;
import io.sluice.format.type.FileType;
import io.sluice.format.type.Values;
import io.sluice.format.value.Fitting;
import io.sluice.format.value.Misfit;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.apache.avro.Schema;

/** Creates the writers of a schema, so that the schema is inspected once and not per value. */
final class AvroValueWriters {
  private AvroValueWriters() {}

  /**
   * A writer of values that are never null.
   *
   * @param avro the column's result of {@link AvroSchemaMapper}, without a union with null
   */
  static AvroValueWriter of(Column column, Schema avro) {
    return switch (column.type().kind()) {
      case BOOL -> (value, out) -> out.encoder().writeBoolean(Fitting.as(Boolean.class, value));
      case INT, DATE, TIME_OF_DAY, INSTANT, LOCAL_TIMESTAMP -> numbers(Values.numbers(column));
      case REAL -> reals(column);
      case TEXT, JSON, UUID, DECIMAL_TEXT -> texts(Values.texts(column));
      case SYMBOLS ->
          avro.getType() == Schema.Type.ENUM ? symbols(avro) : texts(Values.texts(column));
      case BYTES -> bytes(Values.bytes(column));
      case FIXED -> fixed(Values.bytes(column));
      case DECIMAL -> decimals(Values.unscaled((FileType.Decimal) column.type()));
      case LIST_OF ->
          array(nullable(((FileType.ListOf) column.type()).element(), avro.getElementType()));
      case MAP_OF -> map((FileType.MapOf) column.type(), avro);
      case STRUCT_OF ->
          new AvroStructWriter(column, ((FileType.StructOf) column.type()).columns(), avro);
      case MARKER -> new AvroStructWriter(column, List.of(), avro);
      case UNION ->
          avro.isUnion()
              ? new AvroUnionWriter(column, avro)
              : new AvroStructWriter(
                  column, ((FileType.Union) column.type()).branches().columns(), avro);
    };
  }

  /** A writer of values that may be null if the schema is optional. */
  static AvroValueWriter nullable(Column column, Schema avro) {
    if (!column.optional()) {
      AvroValueWriter present = of(column, avro);
      return (value, out) -> {
        if (value == null) {
          throw Fitting.missing();
        }
        present.write(value, out);
      };
    }
    int none = avro.getIndexNamed(Schema.Type.NULL.getName());
    AvroValueWriter present =
        column.type() instanceof FileType.Union union && AvroUnions.permits(union)
            ? new AvroUnionWriter(column, avro)
            : branch(1 - none, of(column, avro.getTypes().get(1 - none)));
    return (value, out) -> {
      if (value == null) {
        out.encoder().writeIndex(none);
        out.encoder().writeNull();
      } else {
        present.write(value, out);
      }
    };
  }

  private static AvroValueWriter branch(int index, AvroValueWriter present) {
    return (value, out) -> {
      out.encoder().writeIndex(index);
      present.write(value, out);
    };
  }

  /** A writer of numbers; Avro encodes int like long. */
  private static AvroValueWriter numbers(ToLongFunction<Object> numbers) {
    return (value, out) -> out.encoder().writeLong(numbers.applyAsLong(value));
  }

  private static AvroValueWriter reals(Column column) {
    ToDoubleFunction<Object> reals = Values.reals(column);
    return ((FileType.Real) column.type()).bits() == Float.SIZE
        ? (value, out) -> out.encoder().writeFloat((float) reals.applyAsDouble(value))
        : (value, out) -> out.encoder().writeDouble(reals.applyAsDouble(value));
  }

  private static AvroValueWriter texts(Function<Object, String> texts) {
    return (value, out) -> out.writeText(texts.apply(value));
  }

  private static AvroValueWriter symbols(Schema avro) {
    Map<String, Integer> ordinals = new HashMap<>();
    for (String symbol : avro.getEnumSymbols()) {
      ordinals.put(symbol, avro.getEnumOrdinal(symbol));
    }
    return (value, out) -> {
      Integer ordinal = ordinals.get(Fitting.as(String.class, value));
      if (ordinal == null) {
        throw new Misfit("the text is not a symbol of the enum " + avro.getFullName());
      }
      out.encoder().writeEnum(ordinal);
    };
  }

  private static AvroValueWriter bytes(Function<Object, ByteBuffer> bytes) {
    return (value, out) -> out.encoder().writeBytes(bytes.apply(value));
  }

  private static AvroValueWriter fixed(Function<Object, ByteBuffer> bytes) {
    return (value, out) -> out.encoder().writeFixed(bytes.apply(value));
  }

  private static AvroValueWriter decimals(Function<Object, BigInteger> unscaled) {
    return (value, out) -> out.encoder().writeBytes(unscaled.apply(value).toByteArray());
  }

  private static AvroValueWriter map(FileType.MapOf map, Schema avro) {
    return AvroSchemaMapper.hasTextKeys(map)
        ? textMap(nullable(map.value(), avro.getValueType()))
        : entries(map, avro.getElementType());
  }

  private static AvroValueWriter array(AvroValueWriter element) {
    return (value, out) -> {
      List<?> list = Fitting.as(List.class, value);
      out.encoder().writeArrayStart();
      out.encoder().setItemCount(list.size());
      int index = 0;
      for (Object each : list) {
        out.encoder().startItem();
        try {
          element.write(each, out);
        } catch (Misfit e) {
          throw e.in(String.valueOf(index));
        }
        index++;
      }
      out.encoder().writeArrayEnd();
    };
  }

  private static AvroValueWriter textMap(AvroValueWriter values) {
    return (value, out) -> {
      Map<?, ?> map = Fitting.as(Map.class, value);
      out.encoder().writeMapStart();
      out.encoder().setItemCount(map.size());
      int index = 0;
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (entry.getKey() == null) {
          throw new Misfit("a map key is null");
        }
        String key = Fitting.as(String.class, entry.getKey());
        out.encoder().startItem();
        out.writeText(key);
        try {
          values.write(entry.getValue(), out);
        } catch (Misfit e) {
          throw e.in(String.valueOf(index));
        }
        index++;
      }
      out.encoder().writeMapEnd();
    };
  }

  private static AvroValueWriter entries(FileType.MapOf map, Schema entry) {
    AvroValueWriter keys = nullable(map.key(), entry.getField(AvroSchemaMapper.ENTRY_KEY).schema());
    AvroValueWriter values =
        nullable(map.value(), entry.getField(AvroSchemaMapper.ENTRY_VALUE).schema());
    return (value, out) -> {
      Map<?, ?> entries = Fitting.as(Map.class, value);
      out.encoder().writeArrayStart();
      out.encoder().setItemCount(entries.size());
      int index = 0;
      for (Map.Entry<?, ?> each : entries.entrySet()) {
        out.encoder().startItem();
        try {
          keys.write(each.getKey(), out);
          values.write(each.getValue(), out);
        } catch (Misfit e) {
          throw e.in(String.valueOf(index));
        }
        index++;
      }
      out.encoder().writeArrayEnd();
    };
  }
}
