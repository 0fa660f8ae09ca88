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

import io.sluice.config.FieldsConfig;
import io.sluice.config.RecordField;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Puts several parts of a record into the fields of a struct, or into a map if the key or the value
 * has no schema.
 */
final class RowFields implements RecordFields {
  private final RecordField[] fields;
  private final Set<RecordField> chosen;
  private final RowSchemas schemas;

  /** Key or value, if the latest one had no schema. */
  private final Set<RecordField> bare = EnumSet.noneOf(RecordField.class);

  RowFields(FieldsConfig config) {
    this(config, new RowSchemas(config));
  }

  /**
   * @param file the schema of a rebuild's rows
   */
  RowFields(FieldsConfig config, Schema file) {
    this(config, RowSchemas.again(config, file));
    if (file.name() == null) {
      // Inferred from maps: all other row schemas have a name.
      bare.add(RecordField.KEY);
      bare.add(RecordField.VALUE);
    }
  }

  private RowFields(FieldsConfig config, RowSchemas schemas) {
    this.fields = config.fields().toArray(RecordField[]::new);
    this.chosen = EnumSet.copyOf(config.fields());
    this.schemas = schemas;
  }

  @Override
  public SinkRecord select(SinkRecord record, long now) {
    Schema key = FieldValues.schema(RecordField.KEY, record);
    Schema value = FieldValues.schema(RecordField.VALUE, record);
    boolean bareKey = lacksSchema(RecordField.KEY, key, record.key());
    boolean bareValue = lacksSchema(RecordField.VALUE, value, record.value());
    if (bareKey || bareValue) {
      return with(record, null, map(record, now));
    }
    Schema schema = schemas.of(key, value);
    return with(record, schema, struct(schema, record, now));
  }

  /** A null without a schema inherits the previous record's answer. */
  private boolean lacksSchema(RecordField field, Schema schema, Object content) {
    if (!chosen.contains(field)) {
      return false;
    }
    if (schema != null) {
      bare.remove(field);
    } else if (content != null) {
      bare.add(field);
    }
    return bare.contains(field);
  }

  private Map<String, Object> map(SinkRecord record, long now) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (RecordField field : fields) {
      map.put(field.column(), FieldValues.value(field, record, now));
    }
    return map;
  }

  private Struct struct(Schema schema, SinkRecord record, long now) {
    Struct row = new Struct(schema);
    for (int i = 0; i < fields.length; i++) {
      Field field = schema.fields().get(i);
      Object content = FieldValues.value(fields[i], record, now);
      row.put(field, RowSchemas.fitting(field.schema(), content));
    }
    return row;
  }

  /** The record with another value; everything else is kept. */
  static SinkRecord with(SinkRecord record, Schema schema, Object value) {
    return record.newRecord(
        record.topic(),
        record.kafkaPartition(),
        record.keySchema(),
        record.key(),
        schema,
        value,
        record.timestamp(),
        record.headers());
  }
}
