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
package io.sluice.it.score.poison;

import io.sluice.config.FormatName;
import io.sluice.it.connector.poison.GoodValue;
import io.sluice.it.connector.poison.PoisonConverter;
import io.sluice.it.connector.poison.PoisonKind;
import io.sluice.it.connector.poison.PoisonMessage;
import io.sluice.it.read.NormalForm;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** The expected rows of the records that are written. */
final class ExpectedRows {
  /** DuckDB's type for a JSON object without members, since its structs require a field. */
  private static final SchemaAndValue NO_ENTRIES =
      new SchemaAndValue(
          SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA).build(), Map.of());

  /** The text of a time that is out of range for databases. */
  private static final SchemaAndValue FAR_AWAY =
      new SchemaAndValue(Schema.STRING_SCHEMA, "+292278994-08-17T07:12:55.807Z");

  private final FormatName format;
  private final GoodValue good;
  private final PoisonConverter converter = new PoisonConverter();

  ExpectedRows(FormatName format, GoodValue good) {
    this.format = format;
    this.good = good;
    converter.configure(Map.of(PoisonConverter.GOOD, good.name()), false);
  }

  /** The schema that the reader uses for the values. */
  Schema schema(PoisonMessage message) {
    return readable(message).schema();
  }

  /** The row in {@link NormalForm}. */
  Object row(PoisonMessage message) {
    SchemaAndValue readable = readable(message);
    return NormalForm.of(readable.schema(), readable.value());
  }

  private SchemaAndValue readable(PoisonMessage message) {
    SchemaAndValue sent = converter.toConnectData("", message.encode());
    return switch (good) {
      case TEXT -> new SchemaAndValue(Schema.STRING_SCHEMA, text(sent.value()));
      case BYTES ->
          new SchemaAndValue(
              Schema.BYTES_SCHEMA, text(sent.value()).getBytes(StandardCharsets.UTF_8));
      case ROW -> message.kind().map(kind -> readable(kind, sent)).orElse(sent);
    };
  }

  private static String text(Object value) {
    return value instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : value.toString();
  }

  /** The row for a value that does not match its schema. */
  private SchemaAndValue readable(PoisonKind kind, SchemaAndValue sent) {
    Object value = sent.value();
    return switch (kind) {
      case VALUE_OF_OTHER_CLASS, TEXT_FOR_BYTES -> new SchemaAndValue(Schema.STRING_SCHEMA, value);
      case LOGICAL_OF_OTHER_CLASS -> new SchemaAndValue(Schema.INT64_SCHEMA, value);
      case BYTES_FOR_TEXT -> new SchemaAndValue(Schema.BYTES_SCHEMA, value);
      case ELEMENT_OF_OTHER_CLASS ->
          with(
              (Struct) value,
              "tags",
              SchemaBuilder.array(Schema.STRING_SCHEMA).build(),
              List.of(((Struct) value).getArray("tags").get(0), "5"));
      case MAP_FOR_STRUCT, NO_SCHEMA -> noted(((Map<?, ?>) value).get("note"));
      case OTHER_STRUCT -> new SchemaAndValue(((Struct) value).schema(), value);
      case DIGITS_BEFORE_POINT, DIGITS_AFTER_POINT -> {
        BigDecimal amount = (BigDecimal) ((Struct) value).get("amount");
        yield with((Struct) value, "amount", Decimal.schema(amount.scale()), amount);
      }
      case HUGE_EXPONENT -> with((Struct) value, "amount", Schema.STRING_SCHEMA, "1E+2000000000");
      case DATE_FAR_AWAY -> with((Struct) value, "day", Schema.STRING_SCHEMA, "+292278994-08-17");
      case TIMESTAMP_FAR_AWAY ->
          format == FormatName.JSON || format == FormatName.CSV ? FAR_AWAY : sent;
      case LOCAL_FAR_AWAY ->
          with((Struct) value, "at", Schema.STRING_SCHEMA, "+292278994-08-17T07:12:55.807");
      case EMPTY_STRUCT -> format == FormatName.JSON ? NO_ENTRIES : sent;
      // The code in Avro's own name is exact; the name beside it is UTF-8.
      case FIELD_NAME_SURROGATE -> noted(((Struct) value).get("note"), "cut ?");
      case RECURSIVE_SCHEMA -> noted(((Struct) value).get("note"), "next");
      default -> sent;
    };
  }

  /** A struct with a note, and with fields that are null. */
  private static SchemaAndValue noted(Object note, String... others) {
    SchemaBuilder schema = SchemaBuilder.struct().field("note", Schema.STRING_SCHEMA);
    for (String other : others) {
      schema.field(other, Schema.OPTIONAL_STRING_SCHEMA);
    }
    Struct struct = new Struct(schema.build()).put("note", note);
    return new SchemaAndValue(struct.schema(), struct);
  }

  /** A struct with another value in one of its fields. */
  private static SchemaAndValue with(Struct struct, String name, Schema schema, Object value) {
    SchemaBuilder builder = SchemaBuilder.struct();
    for (Field field : struct.schema().fields()) {
      builder.field(field.name(), field.name().equals(name) ? schema : field.schema());
    }
    Struct changed = new Struct(builder.build());
    for (Field field : struct.schema().fields()) {
      changed.put(field.name(), field.name().equals(name) ? value : struct.get(field));
    }
    return new SchemaAndValue(changed.schema(), changed);
  }
}
