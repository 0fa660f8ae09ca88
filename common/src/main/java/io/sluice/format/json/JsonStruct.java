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
package io.sluice.format.json;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.sluice.config.JsonTime;
import io.sluice.format.encode.StructFields;
import io.sluice.format.type.Column;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/**
 * The fields of structs of one schema.
 *
 * @param fields reads them
 * @param names quoted and encoded, in the order of the fields
 * @param types in the order of the fields
 */
record JsonStruct(StructFields fields, List<SerializableString> names, List<JsonType> types) {

  static JsonStruct of(Schema schema, List<Column> columns, JsonTime times) {
    return new JsonStruct(
        new StructFields(schema, columns.stream().map(Column::field).toList()),
        columns.stream().map(column -> name(column.name())).toList(),
        columns.stream().map(column -> JsonType.of(column, times)).toList());
  }

  /** The fields of a schema that cannot be resolved. */
  static JsonStruct untyped(Schema schema) {
    return new JsonStruct(
        new StructFields(schema),
        schema.fields().stream().map(Field::name).map(JsonStruct::name).toList(),
        schema.fields().stream().map(field -> JsonType.ANY).toList());
  }

  private static SerializableString name(String name) {
    return new SerializedString(name);
  }
}
