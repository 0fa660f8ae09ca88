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
package io.sluice.format.parquet;

import io.sluice.config.ParquetTypes;
import io.sluice.format.encode.Utf8Writer;
import io.sluice.format.type.Column;
import io.sluice.format.type.FileType;
import io.sluice.format.value.Fitting;
import io.sluice.format.value.Misfit;
import java.util.List;
import java.util.Map;

/**
 * Creates the writers of a type, so that the type is inspected once and not per value. It also
 * computes the levels by which Parquet encodes absent, empty and repeated values. Columns are
 * counted in the order of {@link ParquetSchemaMapper}. For one type.
 */
final class ParquetValueWriters {
  private final ParquetTypes choices;
  private final Utf8Writer utf8;
  private int columns;

  private ParquetValueWriters(ParquetTypes choices, Utf8Writer utf8) {
    this.choices = choices;
    this.utf8 = utf8;
  }

  /** A writer of the values of records, which are never null. */
  static ParquetValueWriter of(Column value, ParquetTypes choices, Utf8Writer utf8) {
    return new ParquetValueWriters(choices, utf8).present(value, 0, 0);
  }

  /**
   * A writer of values that may be null if the schema is optional.
   *
   * @param definition number of optional and repeated levels above the value
   * @param depth number of repeated levels above the value
   */
  private ParquetValueWriter nullable(Column column, int definition, int depth) {
    if (!column.optional()) {
      ParquetValueWriter present = present(column, definition, depth);
      return (value, repetition, rows) -> {
        if (value == null) {
          throw Fitting.missing();
        }
        present.write(value, repetition, rows);
      };
    }
    int first = columns;
    ParquetValueWriter present = present(column, definition + 1, depth);
    int end = columns;
    return (value, repetition, rows) -> {
      if (value == null) {
        rows.absent(first, end, repetition, definition);
      } else {
        present.write(value, repetition, rows);
      }
    };
  }

  private ParquetValueWriter present(Column column, int definition, int depth) {
    return switch (column.type().kind()) {
      case STRUCT_OF, UNION ->
          new ParquetStructWriter(column, each -> nullable(each, definition, depth));
      case LIST_OF -> list((FileType.ListOf) column.type(), definition, depth);
      case MAP_OF -> map((FileType.MapOf) column.type(), definition, depth);
      default -> new ParquetLeafWriters(choices, utf8, columns++, definition).of(column);
    };
  }

  private ParquetValueWriter list(FileType.ListOf list, int definition, int depth) {
    int first = columns;
    ParquetValueWriter element = nullable(list.element(), definition + 1, depth + 1);
    int end = columns;
    return (value, repetition, rows) -> {
      List<?> elements = Fitting.as(List.class, value);
      if (elements.isEmpty()) {
        rows.absent(first, end, repetition, definition);
      }
      int index = 0;
      for (Object each : elements) {
        try {
          element.write(each, index == 0 ? repetition : depth + 1, rows);
        } catch (Misfit e) {
          throw e.in(String.valueOf(index));
        }
        index++;
      }
    };
  }

  private ParquetValueWriter map(FileType.MapOf map, int definition, int depth) {
    int first = columns;
    ParquetValueWriter keys = present(map.key(), definition + 1, depth + 1);
    ParquetValueWriter values = nullable(map.value(), definition + 1, depth + 1);
    int end = columns;
    return (value, repetition, rows) -> {
      Map<?, ?> entries = Fitting.as(Map.class, value);
      if (entries.isEmpty()) {
        rows.absent(first, end, repetition, definition);
      }
      int index = 0;
      for (Map.Entry<?, ?> entry : entries.entrySet()) {
        Object key = entry.getKey();
        if (key == null) {
          throw new Misfit("a map key is null");
        }
        int here = index == 0 ? repetition : depth + 1;
        try {
          keys.write(key, here, rows);
          values.write(entry.getValue(), here, rows);
        } catch (Misfit e) {
          throw e.in(String.valueOf(index));
        }
        index++;
      }
    };
  }
}
