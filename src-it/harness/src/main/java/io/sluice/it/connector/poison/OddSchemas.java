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
package io.sluice.it.connector.poison;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** Values with unusual schemas. */
final class OddSchemas {
  /** More than any format accepts. */
  private static final int DEPTH = 250;

  /** Too large for a ledger entry even when it is compressed. */
  private static final int LARGE_CHARS = 300_000;

  private static final String NOTE = "note";
  private static final String INNER = "inner";
  private static final List<Schema> NESTED = nested();
  private static final Schema RECURSIVE = recursive();
  private static final Schema LARGE = noted().doc(noise()).build();
  private static final Schema CUT_NAME =
      noted().field("cut \uD83D", Schema.OPTIONAL_STRING_SCHEMA).build();
  private static final Schema EMPTY = SchemaBuilder.struct().name("poison.Empty").build();
  private static final Schema OTHER = noted().name("poison.Other").build();
  private static final Schema FLOAT_KEYS =
      noted()
          .field("entries", SchemaBuilder.map(Schema.FLOAT64_SCHEMA, Schema.INT64_SCHEMA).build())
          .build();

  private OddSchemas() {}

  private static SchemaBuilder noted() {
    return SchemaBuilder.struct().field(NOTE, Schema.STRING_SCHEMA);
  }

  private static Struct noted(Schema schema, long number) {
    return new Struct(schema).put(NOTE, PoisonMessage.text(number));
  }

  private static List<Schema> nested() {
    List<Schema> schemas = new ArrayList<>(List.of(noted().build()));
    for (int i = 1; i < DEPTH; i++) {
      schemas.add(SchemaBuilder.struct().field(INNER, schemas.get(i - 1)).build());
    }
    return schemas;
  }

  private static Schema recursive() {
    SchemaBuilder node = noted().name("poison.Node").optional();
    node.field("next", node);
    return node.build();
  }

  private static String noise() {
    StringBuilder text = new StringBuilder(LARGE_CHARS);
    new Random(1).ints(LARGE_CHARS, '!', '~').forEach(c -> text.append((char) c));
    return text.toString();
  }

  static SchemaAndValue deep(long number) {
    Struct value = noted(NESTED.get(0), number);
    for (Schema schema : NESTED.subList(1, DEPTH)) {
      value = new Struct(schema).put(INNER, value);
    }
    return of(value);
  }

  static SchemaAndValue recursive(long number) {
    return of(noted(RECURSIVE, number));
  }

  static SchemaAndValue large(long number) {
    return of(noted(LARGE, number));
  }

  static SchemaAndValue cutName(long number) {
    return of(noted(CUT_NAME, number));
  }

  static SchemaAndValue empty(long number) {
    return of(new Struct(EMPTY));
  }

  static SchemaAndValue floatKeys(long number) {
    return of(noted(FLOAT_KEYS, number).put("entries", Map.of(0.5, number)));
  }

  /** A struct, sent with the schema of a row. */
  static SchemaAndValue other(long number) {
    return new SchemaAndValue(Row.SCHEMA, noted(OTHER, number));
  }

  private static SchemaAndValue of(Struct value) {
    return new SchemaAndValue(value.schema(), value);
  }
}
