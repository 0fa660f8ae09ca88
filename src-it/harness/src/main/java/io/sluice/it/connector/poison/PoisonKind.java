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

import static io.sluice.it.connector.poison.PoisonMessage.text;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Timestamp;

/** The kinds of bad and unusual records. */
public enum PoisonKind {
  NULL_VALUE(Recipe.value(number -> SchemaAndValue.NULL)),
  LONG_TEXT(Recipe.value(Schema.STRING_SCHEMA, PoisonKind::tooLong)),
  LONG_FIELD(Recipe.row(row -> row.put("note", tooLong(row.getInt64("number"))))),

  HIGH_SURROGATE(Recipe.value(Schema.STRING_SCHEMA, number -> text(number) + '\uD83D')),
  LOW_SURROGATE(Recipe.value(Schema.STRING_SCHEMA, number -> '\uDE00' + text(number))),
  FIELD_SURROGATE("inner", Recipe.row(row -> row.getStruct("inner").put("label", "cut \uD83D"))),
  ELEMENT_SURROGATE("tags", Recipe.row(row -> Row.add(row, "tags", "\uDE00 cut"))),
  KEY_SURROGATE("counts", Recipe.row(row -> Row.count(row, "cut \uD83D", 1L))),
  FIELD_NAME_SURROGATE(Recipe.value(OddSchemas::cutName)),

  NAN("ratio", Recipe.row(row -> row.put("ratio", Double.NaN))),
  INFINITY("ratio", Recipe.row(row -> row.put("ratio", Double.POSITIVE_INFINITY))),
  NEGATIVE_INFINITY("ratio", Recipe.row(row -> row.put("ratio", Double.NEGATIVE_INFINITY))),
  NAN_ELEMENT("readings", Recipe.row(row -> Row.add(row, "readings", Double.NaN))),

  MISSING_FIELD("last", Recipe.value(Row.SCHEMA, number -> Row.without("last", number))),
  MISSING_INNER_FIELD("parts", Recipe.row(row -> Row.add(row, "parts", Row.innerWithoutWeight()))),
  NULL_ELEMENT("tags", Recipe.row(row -> Row.add(row, "tags", null))),
  NULL_ENTRY("counts", Recipe.row(row -> Row.count(row, "none", null))),
  NULL_KEY("counts", Recipe.row(row -> Row.count(row, null, 1L))),
  MIXED_KEYS("counts", Recipe.row(row -> Row.count(row, 1L, 1L))),
  FLOAT_KEYS("entries", Recipe.value(OddSchemas::floatKeys)),

  VALUE_OF_OTHER_CLASS(Recipe.value(Schema.INT64_SCHEMA, PoisonMessage::text)),
  LOGICAL_OF_OTHER_CLASS(Recipe.value(Timestamp.SCHEMA, number -> number)),
  ELEMENT_OF_OTHER_CLASS("tags", Recipe.row(row -> Row.add(row, "tags", 5))),
  BYTES_FOR_TEXT(
      Recipe.value(Schema.STRING_SCHEMA, number -> text(number).getBytes(StandardCharsets.UTF_8))),
  TEXT_FOR_BYTES(Recipe.value(Schema.BYTES_SCHEMA, PoisonMessage::text)),
  MAP_FOR_STRUCT(Recipe.value(Row.SCHEMA, number -> Map.of("note", text(number)))),
  OTHER_STRUCT(Recipe.value(OddSchemas::other)),
  UNKNOWN_CLASS(Recipe.value(null, number -> Optional.of(text(number)))),
  ELEMENT_OF_UNKNOWN_CLASS(
      "tags", Recipe.row(row -> Row.add(row, "tags", Optional.of(row.get("note"))))),

  DIGITS_BEFORE_POINT(
      "amount", Recipe.row(row -> row.put("amount", new BigDecimal("12345678901.00")))),
  DIGITS_AFTER_POINT("amount", Recipe.row(row -> row.put("amount", new BigDecimal("1.005")))),
  HUGE_EXPONENT("amount", Recipe.row(row -> row.put("amount", new BigDecimal("1E+2000000000")))),
  DATE_WITH_TIME("day", Recipe.row(row -> row.put("day", new Date(1)))),
  DATE_FAR_AWAY("day", Recipe.row(row -> row.put("day", new Date(farAway())))),
  TIMESTAMP_FAR_AWAY(Recipe.value(Timestamp.SCHEMA, number -> new Date(Long.MAX_VALUE))),
  TIME_AFTER_DAY("clock", Recipe.row(row -> row.put("clock", new Date(Row.DAY_MILLIS)))),
  TIME_BEFORE_DAY("clock", Recipe.row(row -> row.put("clock", new Date(-1)))),
  NOT_A_UUID("token", Recipe.row(row -> row.put("token", "not one"))),

  NO_SYMBOL("region", Recipe.value(NamedSchemas::noSymbol)),
  WRONG_LENGTH("digest", Recipe.value(NamedSchemas::wrongLength)),
  TWO_BRANCHES("choice", Recipe.value(NamedSchemas::twoBranches)),
  NO_OFFSET("at", Recipe.value(NamedSchemas::noOffset)),
  BEYOND_MICROSECONDS("at", Recipe.value(NamedSchemas::beyondMicroseconds)),
  MICROS_AFTER_DAY("clock", Recipe.value(NamedSchemas::afterDay)),
  LOCAL_FAR_AWAY("at", Recipe.value(NamedSchemas::farAway)),
  LARGE_SCALE("price", Recipe.value(NamedSchemas::largeScale)),

  STRUCT(Recipe.value(Row.SCHEMA, Row::good)),
  EMPTY_STRUCT(Recipe.value(OddSchemas::empty)),
  NO_SCHEMA(Recipe.value(null, number -> new HashMap<>(Map.of("note", text(number))))),
  DEEP_SCHEMA(Recipe.value(OddSchemas::deep)),
  DEEP_LIST(Recipe.value(null, PoisonKind::deepList)),
  RECURSIVE_SCHEMA(Recipe.value(OddSchemas::recursive)),
  LARGE_SCHEMA(Recipe.value(OddSchemas::large)),

  PLACE_ABSENT("key.region", Recipe.key(Place::withoutRegion)),
  PLACE_IS_STRUCT("key.region", Recipe.key(Place::withRegionOfParts)),
  HEADER_ABSENT("header.tenant", Recipe.good()),
  TIME_NULL("key.at", Recipe.key(number -> Place.at(null))),
  TIME_ABSENT("key.at", Recipe.key(Place::withoutTime)),
  TIME_UNREADABLE("key.at", Recipe.key(number -> Place.at(text(number)))),
  TIME_OUT_OF_RANGE("key.at", Recipe.key(number -> Place.at("+12026-01-01T00:00:00Z"))),
  TIME_WITHOUT_DATE("key.at", Recipe.key(Place::withTimeOfDay));

  /** The most bytes that a connector may allow for a record so that the long ones are too long. */
  public static final int MAX_BYTES = 8 * 1024;

  /** The header that records have, except for those of {@link #HEADER_ABSENT}. */
  public static final String HEADER = "tenant";

  private static final int LIST_DEPTH = 250;

  private final Optional<String> where;
  private final Recipe recipe;

  PoisonKind(Recipe recipe) {
    this.where = Optional.empty();
    this.recipe = recipe;
  }

  PoisonKind(String where, Recipe recipe) {
    this.where = Optional.of(where);
    this.recipe = recipe;
  }

  /** The field or token that causes the rejection; empty if it is the whole value. */
  public Optional<String> where() {
    return where;
  }

  Recipe recipe() {
    return recipe;
  }

  private static String tooLong(long number) {
    return text(number) + "x".repeat(MAX_BYTES);
  }

  private static long farAway() {
    return Long.MAX_VALUE / Row.DAY_MILLIS * Row.DAY_MILLIS;
  }

  private static Object deepList(long number) {
    Object value = text(number);
    for (int i = 0; i < LIST_DEPTH; i++) {
      value = List.of(value);
    }
    return value;
  }
}
