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

import io.sluice.config.CsvConfig;
import io.sluice.config.JsonConfig;
import io.sluice.config.JsonDecimal;
import io.sluice.config.JsonTime;
import io.sluice.format.encode.RecordBuffer;
import io.sluice.format.encode.RecordSerializer;
import io.sluice.format.encode.StructFields;
import io.sluice.format.json.JsonSerializer;
import io.sluice.format.schema.FileSchema;
import io.sluice.format.type.Column;
import io.sluice.format.type.FileType;
import io.sluice.format.type.TypeOptions;
import io.sluice.format.type.Types;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Writes the records of one file as lines. A struct has a cell for each field; any other value is
 * the only cell, in the column {@code value}. Lists, maps and nested structs are JSON, bytes are
 * base64, and dates and times are ISO 8601 in UTC.
 */
public final class CsvLines implements RecordSerializer {
  private final CsvCells cells;
  private final List<CsvColumn> columns;
  private final StructFields fields;
  private final String none;

  private CsvLines(CsvCells cells, JsonSerializer json, Column value) {
    this.cells = cells;
    List<Column> columns =
        value.type() instanceof FileType.StructOf struct ? struct.columns() : null;
    this.fields =
        columns == null
            ? null
            : new StructFields(value.schema(), columns.stream().map(Column::field).toList());
    this.columns =
        (columns == null ? List.of(value) : columns)
            .stream().map(column -> CsvColumn.of(column, json)).toList();
    this.none = cells.nullText(this.columns.size() == 1);
  }

  /** Creates the serializers for the files of one thread, which share their buffers. */
  public static Function<FileSchema, CsvLines> forFiles(CsvConfig config, TypeOptions types) {
    CsvCells cells = new CsvCells(config);
    JsonSerializer json =
        new JsonSerializer(new JsonConfig(JsonDecimal.NUMBER, JsonTime.ISO), types);
    return schema -> new CsvLines(cells, json, Types.resolve(schema.schema().orElseThrow(), types));
  }

  /**
   * Checks that lines can have this schema.
   *
   * @throws DataException if they cannot
   */
  public static void check(Schema schema, TypeOptions types) {
    if (!(Types.resolveColumns(schema, types).type() instanceof FileType.StructOf struct)) {
      return;
    }
    if (struct.columns().isEmpty()) {
      throw new DataException("format=csv needs a column, and the struct has no field");
    }
    for (Column column : struct.columns()) {
      if (!StandardCharsets.UTF_8.newEncoder().canEncode(column.name())) {
        throw new DataException("The name of a field contains half of a surrogate pair");
      }
    }
  }

  /** The line with the names of the columns, without its end. */
  public byte[] header() {
    RecordBuffer line = new RecordBuffer(Integer.MAX_VALUE);
    for (int i = 0; i < columns.size(); i++) {
      if (i > 0) {
        cells.delimiter(line);
      }
      cells.name(columns.get(i).name(), line);
    }
    return line.toByteArray();
  }

  @Override
  public void serialize(SinkRecord record, RecordBuffer buffer) {
    Object value = record.value();
    if (value == null) {
      throw new DataException(
          "format=csv cannot express a null value; set null.values=skip, or use format=json");
    }
    if (fields == null) {
      cell(columns.get(0), value, buffer);
    } else if (value instanceof Struct struct && fields.fit(struct)) {
      line(struct, buffer);
    } else {
      throw new DataException(
          "The value cannot be written as CSV: it is not a struct of the schema that it was sent"
              + " with");
    }
  }

  private void line(Struct struct, RecordBuffer buffer) {
    int count = fields.count();
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        cells.delimiter(buffer);
      }
      cell(columns.get(i), fields.value(struct, i), buffer);
    }
  }

  private void cell(CsvColumn column, Object value, RecordBuffer buffer) {
    if (value == null && column.optional()) {
      cells.none(none, buffer);
    } else if (value == null) {
      throw refused(column, "a required field has neither a value nor a default", null);
    } else {
      try {
        cells.value(column, value, none, buffer);
      } catch (DataException e) {
        throw refused(column, e.getMessage(), e);
      }
    }
  }

  private static DataException refused(CsvColumn column, String reason, Exception cause) {
    return new DataException(
        "The value cannot be written as CSV in column '" + column.name() + "': " + reason, cause);
  }
}
