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

import io.sluice.config.Choices;
import io.sluice.config.FormatName;
import io.sluice.it.connector.poison.GoodValue;
import io.sluice.it.connector.poison.PoisonKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What has to become of each kind in each format: decided here, not by what formats do. A record is
 * rejected where its file could not tell what was sent, or could not be read.
 *
 * <p>Text and bytes have no place for structs. JSON, and CSV with it, says what a value is and not
 * what its schema promised; a value of another class is written as what it is. The others promise
 * the schema to their readers, so that a value has to fit it.
 */
final class PoisonTable {
  private static final String ACCEPTED = "+";
  private static final String GOOD = "good";

  private static final String TABLE =
      """
      kind                     json       text   bytes  csv        avro
      good                     row        text   bytes  row        row

      NULL_VALUE               NULL       NULL   NULL   NULL       NULL
      LONG_TEXT                LONG       LONG   LONG   LONG       LONG
      LONG_FIELD               LONG       TYPE   TYPE   LONG       LONG

      HIGH_SURROGATE           SURROGATE  SURROGATE SURROGATE SURROGATE SURROGATE
      LOW_SURROGATE            SURROGATE  SURROGATE SURROGATE SURROGATE SURROGATE
      FIELD_SURROGATE          SURROGATE  TYPE   TYPE   SURROGATE  SURROGATE
      ELEMENT_SURROGATE        SURROGATE  TYPE   TYPE   SURROGATE  SURROGATE
      KEY_SURROGATE            SURROGATE  TYPE   TYPE   SURROGATE  SURROGATE
      FIELD_NAME_SURROGATE     SURROGATE  TYPE   TYPE   SURROGATE  +

      NAN                      FINITE     TYPE   TYPE   +          +
      INFINITY                 FINITE     TYPE   TYPE   +          +
      NEGATIVE_INFINITY        FINITE     TYPE   TYPE   +          +
      NAN_ELEMENT              FINITE     TYPE   TYPE   FINITE     +

      MISSING_FIELD            MISSING    TYPE   TYPE   MISSING    MISSING
      MISSING_INNER_FIELD      MISSING    TYPE   TYPE   MISSING    MISSING
      NULL_ELEMENT             +          TYPE   TYPE   +          MISSING
      NULL_ENTRY               +          TYPE   TYPE   +          MISSING
      NULL_KEY                 NULLKEY    TYPE   TYPE   NULLKEY    NULLKEY
      MIXED_KEYS               KEYS       TYPE   TYPE   KEYS       CLASS
      FLOAT_KEYS               KEYS       TYPE   TYPE   KEYS       +

      VALUE_OF_OTHER_CLASS     +          +      +      +          CLASS
      LOGICAL_OF_OTHER_CLASS   +          +      TYPE   +          CLASS
      ELEMENT_OF_OTHER_CLASS   +          TYPE   TYPE   +          CLASS
      BYTES_FOR_TEXT           +          +      +      +          CLASS
      TEXT_FOR_BYTES           +          +      +      +          CLASS
      MAP_FOR_STRUCT           +          TYPE   TYPE   FIELDS     CLASS
      OTHER_STRUCT             +          TYPE   TYPE   FIELDS     FIELDS
      UNKNOWN_CLASS            UNKNOWN    TYPE   TYPE   SCHEMA     SCHEMA
      ELEMENT_OF_UNKNOWN_CLASS UNKNOWN    TYPE   TYPE   UNKNOWN    CLASS

      DIGITS_BEFORE_POINT      +          TYPE   TYPE   +          DIGITS
      DIGITS_AFTER_POINT       +          TYPE   TYPE   +          DIGITS
      HUGE_EXPONENT            +          TYPE   TYPE   +          DIGITS
      DATE_WITH_TIME           DAY        TYPE   TYPE   DAY        DAY
      DATE_FAR_AWAY            +          TYPE   TYPE   +          RANGE
      TIME_AFTER_DAY           CLOCK      TYPE   TYPE   CLOCK      CLOCK
      TIME_BEFORE_DAY          CLOCK      TYPE   TYPE   CLOCK      CLOCK
      NOT_A_UUID               +          TYPE   TYPE   +          UUID

      STRUCT                   +          TYPE   TYPE   +          +
      EMPTY_STRUCT             +          TYPE   TYPE   EMPTY      +
      NO_SCHEMA                +          TYPE   TYPE   SCHEMA     SCHEMA
      DEEP_SCHEMA              DEEP       TYPE   TYPE   DEEP       DEEP
      DEEP_LIST                DEEP       TYPE   TYPE   SCHEMA     SCHEMA
      RECURSIVE_SCHEMA         +          TYPE   TYPE   DEEP       DEEP
      LARGE_SCHEMA             +          TYPE   TYPE   LARGE      LARGE

      PLACE_ABSENT             PATH       PATH   PATH   PATH       PATH
      PLACE_IS_STRUCT          PATH       PATH   PATH   PATH       PATH
      HEADER_ABSENT            PATH       PATH   PATH   PATH       PATH
      TIME_NULL                TIME       TIME   TIME   TIME       TIME
      TIME_ABSENT              TIME       TIME   TIME   TIME       TIME
      TIME_UNREADABLE          TIME       TIME   TIME   TIME       TIME
      TIME_OUT_OF_RANGE        TIME       TIME   TIME   TIME       TIME
      TIME_WITHOUT_DATE        TIME       TIME   TIME   TIME       TIME
      """;

  private final List<String> formats;
  private final Map<PoisonKind, List<String>> kinds = new EnumMap<>(PoisonKind.class);
  private final Map<String, GoodValue> goods = new HashMap<>();

  PoisonTable() {
    List<List<String>> lines =
        TABLE.lines().filter(line -> !line.isBlank()).map(PoisonTable::words).toList();
    formats = lines.get(0);
    for (List<String> line : lines.subList(1, lines.size())) {
      if (line.size() != formats.size()) {
        throw new IllegalStateException("a cell is missing in the line of " + line.get(0));
      }
      if (line.get(0).equals(GOOD)) {
        for (int i = 1; i < formats.size(); i++) {
          goods.put(formats.get(i), GoodValue.valueOf(line.get(i).toUpperCase(Locale.ROOT)));
        }
      } else {
        kinds.put(PoisonKind.valueOf(line.get(0)), line);
      }
    }
  }

  private static List<String> words(String line) {
    return new ArrayList<>(Arrays.asList(line.strip().split(" +")));
  }

  /**
   * Why a record of this kind is rejected; empty if it is written.
   *
   * @throws IllegalStateException if the table has no such cell
   */
  Optional<Reason> reason(PoisonKind kind, FormatName format) {
    int column = formats.indexOf(Choices.name(format));
    if (column < 0 || !kinds.containsKey(kind)) {
      throw new IllegalStateException("not decided: " + kind + " in " + Choices.name(format));
    }
    String cell = kinds.get(kind).get(column);
    return cell.equals(ACCEPTED) ? Optional.empty() : Optional.of(Reason.valueOf(cell));
  }

  /** What good records of this format are. */
  GoodValue good(FormatName format) {
    GoodValue good = goods.get(Choices.name(format));
    if (good == null) {
      throw new IllegalStateException("not decided: good records of " + Choices.name(format));
    }
    return good;
  }
}
