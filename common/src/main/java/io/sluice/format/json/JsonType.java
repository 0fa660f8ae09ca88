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

import io.sluice.config.JsonTime;
import io.sluice.format.type.Column;
import io.sluice.format.type.FileType;
import io.sluice.format.type.IsoTimes;
import java.util.List;
import org.apache.kafka.connect.data.Schema;

/**
 * How the values of a schema are written, where their class does not say it.
 *
 * @param schema null if the values have none
 * @param time of dates and times that are sent as objects or numbers; otherwise null
 * @param part the type of the elements of a list or the values of a map; otherwise null
 * @param struct the fields of a struct; otherwise null
 * @param scaled whether values are decimals that each have a scale
 */
record JsonType(Schema schema, JsonTimes time, JsonType part, JsonStruct struct, boolean scaled) {

  /** The type of values without a schema. */
  static final JsonType ANY = new JsonType(null, null, null, null, false);

  static JsonType of(Column column, JsonTime times) {
    Schema schema = column.schema();
    if (IsoTimes.isTime(column)) {
      return new JsonType(schema, JsonTimes.of(column, times), null, null, false);
    }
    FileType type = column.type();
    return switch (type.kind()) {
      case LIST_OF -> ofPart(schema, of(((FileType.ListOf) type).element(), times));
      case MAP_OF -> ofPart(schema, of(((FileType.MapOf) type).value(), times));
      case STRUCT_OF -> ofStruct(schema, ((FileType.StructOf) type).columns(), times);
      case UNION -> ofStruct(schema, ((FileType.Union) type).branches().columns(), times);
      case MARKER -> ofStruct(schema, List.of(), times);
      case DECIMAL_TEXT ->
          new JsonType(schema, null, null, null, schema.type() == Schema.Type.STRUCT);
      default -> new JsonType(schema, null, null, null, false);
    };
  }

  /** The type of values whose parts say themselves what they are. */
  static JsonType untyped(Schema schema) {
    JsonStruct struct = schema.type() == Schema.Type.STRUCT ? JsonStruct.untyped(schema) : null;
    return new JsonType(schema, null, null, struct, false);
  }

  private static JsonType ofPart(Schema schema, JsonType part) {
    return new JsonType(schema, null, part, null, false);
  }

  private static JsonType ofStruct(Schema schema, List<Column> columns, JsonTime times) {
    return new JsonType(schema, null, null, JsonStruct.of(schema, columns, times), false);
  }
}
