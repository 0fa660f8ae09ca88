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
import java.util.List;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** The schemas of rows, by the schemas of their key and value. */
final class RowSchemas {
  private static final String NAME = "Row";
  private static final String KEYLESS = "KeylessRow";
  private static final String TOMBSTONE = "Tombstone";
  // The schema of nulls before the first schema; compared by identity, as texts may have an equal
  // one.
  private static final Schema NOTHING = SchemaBuilder.string().optional().build();

  private final List<RecordField> fields;
  private final boolean nullValues;
  private final SchemaCache<Schema, SchemaCache<Schema, Schema>> rows = SchemaCache.byIdentity();
  // A null without a schema gets the schema of the record before.
  private Schema latestKey;
  private Schema latestValue;
  private Schema latest;

  RowSchemas(FieldsConfig config) {
    this(config.fields(), config.nullValues(), NOTHING, NOTHING);
  }

  private RowSchemas(
      List<RecordField> fields, boolean nullValues, Schema latestKey, Schema latestValue) {
    this.fields = fields;
    this.nullValues = nullValues;
    this.latestKey = latestKey;
    this.latestValue = latestValue;
  }

  /** The schemas for a rebuild: rows with nulls get the file's schema, too. */
  static RowSchemas again(FieldsConfig config, Schema file) {
    Schema value = column(file, RecordField.VALUE);
    return new RowSchemas(
        config.fields(), value.isOptional(), column(file, RecordField.KEY), value);
  }

  private static Schema column(Schema row, RecordField field) {
    Field column = row.field(field.column());
    return column == null ? NOTHING : column.schema();
  }

  /**
   * @param key the key's schema; null if there is neither a key nor a schema
   * @param value the value's schema; null if there is neither a value nor a schema
   */
  Schema of(Schema key, Schema value) {
    Schema ofKey = key == null ? latestKey : key;
    Schema ofValue = value == null ? latestValue : value;
    if (latest == null || ofKey != latestKey || ofValue != latestValue) {
      SchemaCache<Schema, Schema> ofThisKey = rows.get(ofKey, k -> SchemaCache.byIdentity());
      latest = ofThisKey.get(ofValue, v -> build(ofKey, v));
      latestKey = ofKey;
      latestValue = ofValue;
    }
    return latest;
  }

  /**
   * Returns the content as a value of this schema: itself, or a copy of a struct whose own schema
   * differs, for instance in not being optional.
   *
   * @throws org.apache.kafka.connect.errors.DataException if a field is missing or does not fit
   */
  static Object fitting(Schema schema, Object content) {
    if (!(content instanceof Struct struct) || struct.schema() == schema) {
      return content;
    }
    Struct copy = new Struct(schema);
    for (Field field : schema.fields()) {
      Object value = struct.getWithoutDefault(field.name());
      if (value != null) {
        copy.put(field, value);
      }
    }
    return copy;
  }

  /** Builds the schema of a row, with the name and version of the value's schema. */
  private Schema build(Schema key, Schema value) {
    SchemaBuilder row = SchemaBuilder.struct();
    // Rows without a known schema get other names, since later schemas are no versions of theirs.
    String name = key == NOTHING && fields.contains(RecordField.KEY) ? KEYLESS : NAME;
    if (!fields.contains(RecordField.VALUE)) {
      row.name(name);
    } else if (value == NOTHING) {
      // With a version, which schema.evolution requires.
      row.name(TOMBSTONE + "." + name).version(0);
    } else {
      row.name(value.name() == null ? name : value.name() + "." + name);
      if (value.version() != null) {
        row.version(value.version());
      }
    }
    for (RecordField field : fields) {
      row.field(
          field.column(),
          switch (field) {
            case KEY -> optional(key);
            case VALUE -> nullValues ? optional(value) : value;
            default -> FieldValues.fixedSchema(field);
          });
    }
    return row.build();
  }

  private static Schema optional(Schema schema) {
    if (schema.isOptional()) {
      return schema;
    }
    boolean struct = schema.type() == Schema.Type.STRUCT;
    boolean map = schema.type() == Schema.Type.MAP;
    boolean list = schema.type() == Schema.Type.ARRAY;
    return new ConnectSchema(
        schema.type(),
        true,
        schema.defaultValue(),
        schema.name(),
        schema.version(),
        schema.doc(),
        schema.parameters(),
        struct ? schema.fields() : null,
        map ? schema.keySchema() : null,
        map || list ? schema.valueSchema() : null);
  }
}
