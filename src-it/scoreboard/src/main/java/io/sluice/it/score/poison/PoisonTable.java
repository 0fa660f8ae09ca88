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
 * The required result of each kind in each format, decided independently of the formats' code. A
 * record is rejected if its file could not represent the record, or could not be read.
 *
 * <p>Text and bytes cannot hold structs. JSON, and CSV with it, writes the value and not its
 * schema, so a value of another class is written as it is. The other formats promise the schema to
 * their readers, so a value has to match it. Only Avro has enums and unions.
 */
final class PoisonTable {
  private static final String ACCEPTED = "+";
  private static final String GOOD = "good";

  private static final String TABLE =
      """
      kind                     json    text bytes csv     avro    parquet orc     sequencefile
      good                     row     text bytes row     row     row     row     bytes

      NULL_VALUE               NULL    NULL NULL  NULL    NULL    NULL    NULL    NULL
      LONG_TEXT                LONG    LONG LONG  LONG    LONG    LONG    LONG    LONG
      LONG_FIELD               LONG    TYPE TYPE  LONG    LONG    LONG    LONG    TYPE

      HIGH_SURROGATE           HALF    HALF HALF  HALF    HALF    HALF    HALF    HALF
      LOW_SURROGATE            HALF    HALF HALF  HALF    HALF    HALF    HALF    HALF
      FIELD_SURROGATE          HALF    TYPE TYPE  HALF    HALF    HALF    HALF    TYPE
      ELEMENT_SURROGATE        HALF    TYPE TYPE  HALF    HALF    HALF    HALF    TYPE
      KEY_SURROGATE            HALF    TYPE TYPE  HALF    HALF    HALF    HALF    TYPE
      FIELD_NAME_SURROGATE     HALF    TYPE TYPE  HALF    +       HALF    HALF    TYPE

      NAN                      FINITE  TYPE TYPE  +       +       +       +       TYPE
      INFINITY                 FINITE  TYPE TYPE  +       +       +       +       TYPE
      NEGATIVE_INFINITY        FINITE  TYPE TYPE  +       +       +       +       TYPE
      NAN_ELEMENT              FINITE  TYPE TYPE  FINITE  +       +       +       TYPE

      MISSING_FIELD            MISSING TYPE TYPE  MISSING MISSING MISSING MISSING TYPE
      MISSING_INNER_FIELD      MISSING TYPE TYPE  MISSING MISSING MISSING MISSING TYPE
      NULL_ELEMENT             +       TYPE TYPE  +       MISSING MISSING MISSING TYPE
      NULL_ENTRY               +       TYPE TYPE  +       MISSING MISSING MISSING TYPE
      NULL_KEY                 NULLKEY TYPE TYPE  NULLKEY NULLKEY NULLKEY NULLKEY TYPE
      MIXED_KEYS               KEYS    TYPE TYPE  KEYS    CLASS   CLASS   CLASS   TYPE
      FLOAT_KEYS               KEYS    TYPE TYPE  KEYS    +       +       +       TYPE

      VALUE_OF_OTHER_CLASS     +       +    +     +       CLASS   CLASS   CLASS   +
      LOGICAL_OF_OTHER_CLASS   +       +    TYPE  +       CLASS   CLASS   CLASS   TYPE
      ELEMENT_OF_OTHER_CLASS   +       TYPE TYPE  +       CLASS   CLASS   CLASS   TYPE
      BYTES_FOR_TEXT           +       +    +     +       CLASS   CLASS   CLASS   +
      TEXT_FOR_BYTES           +       +    +     +       CLASS   CLASS   CLASS   +
      MAP_FOR_STRUCT           +       TYPE TYPE  FIELDS  CLASS   CLASS   CLASS   TYPE
      OTHER_STRUCT             +       TYPE TYPE  FIELDS  FIELDS  FIELDS  FIELDS  TYPE
      UNKNOWN_CLASS            UNKNOWN TYPE TYPE  SCHEMA  SCHEMA  SCHEMA  SCHEMA  TYPE
      ELEMENT_OF_UNKNOWN_CLASS UNKNOWN TYPE TYPE  UNKNOWN CLASS   CLASS   CLASS   TYPE

      DIGITS_BEFORE_POINT      +       TYPE TYPE  +       DIGITS  DIGITS  DIGITS  TYPE
      DIGITS_AFTER_POINT       +       TYPE TYPE  +       DIGITS  DIGITS  DIGITS  TYPE
      HUGE_EXPONENT            +       TYPE TYPE  +       DIGITS  DIGITS  DIGITS  TYPE
      DATE_WITH_TIME           DAY     TYPE TYPE  DAY     DAY     DAY     DAY     TYPE
      DATE_FAR_AWAY            +       TYPE TYPE  +       RANGE   RANGE   RANGE   TYPE
      TIMESTAMP_FAR_AWAY       +       TYPE TYPE  +       RANGE   RANGE   RANGE   TYPE
      TIME_AFTER_DAY           CLOCK   TYPE TYPE  CLOCK   CLOCK   CLOCK   CLOCK   TYPE
      TIME_BEFORE_DAY          CLOCK   TYPE TYPE  CLOCK   CLOCK   CLOCK   CLOCK   TYPE
      NOT_A_UUID               +       TYPE TYPE  +       UUID    UUID    UUID    TYPE

      NO_SYMBOL                +       TYPE TYPE  +       SYMBOL  +       +       TYPE
      WRONG_LENGTH             +       TYPE TYPE  +       LENGTH  LENGTH  LENGTH  TYPE
      TWO_BRANCHES             +       TYPE TYPE  +       BRANCH  +       +       TYPE
      NO_OFFSET                +       TYPE TYPE  +       OFFSET  OFFSET  OFFSET  TYPE
      BEYOND_MICROSECONDS      +       TYPE TYPE  +       MICROS  MICROS  MICROS  TYPE
      MICROS_AFTER_DAY         CLOCK   TYPE TYPE  CLOCK   CLOCK   CLOCK   CLOCK   TYPE
      LOCAL_FAR_AWAY           +       TYPE TYPE  +       RANGE   RANGE   RANGE   TYPE
      LARGE_SCALE              SCALE   TYPE TYPE  SCALE   SCALE   SCALE   SCALE   TYPE

      STRUCT                   +       TYPE TYPE  +       +       +       +       TYPE
      EMPTY_STRUCT             +       TYPE TYPE  EMPTY   +       EMPTY   EMPTY   TYPE
      NO_SCHEMA                +       TYPE TYPE  SCHEMA  SCHEMA  SCHEMA  SCHEMA  TYPE
      DEEP_SCHEMA              DEEP    TYPE TYPE  DEEP    DEEP    DEEP    DEEP    TYPE
      DEEP_LIST                DEEP    TYPE TYPE  SCHEMA  SCHEMA  SCHEMA  SCHEMA  TYPE
      RECURSIVE_SCHEMA         +       TYPE TYPE  DEEP    DEEP    DEEP    DEEP    TYPE
      LARGE_SCHEMA             +       TYPE TYPE  LARGE   LARGE   LARGE   LARGE   TYPE

      PLACE_ABSENT             PATH    PATH PATH  PATH    PATH    PATH    PATH    PATH
      PLACE_IS_STRUCT          PATH    PATH PATH  PATH    PATH    PATH    PATH    PATH
      HEADER_ABSENT            PATH    PATH PATH  PATH    PATH    PATH    PATH    PATH
      TIME_NULL                TIME    TIME TIME  TIME    TIME    TIME    TIME    TIME
      TIME_ABSENT              TIME    TIME TIME  TIME    TIME    TIME    TIME    TIME
      TIME_UNREADABLE          TIME    TIME TIME  TIME    TIME    TIME    TIME    TIME
      TIME_OUT_OF_RANGE        TIME    TIME TIME  TIME    TIME    TIME    TIME    TIME
      TIME_WITHOUT_DATE        TIME    TIME TIME  TIME    TIME    TIME    TIME    TIME
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

  /** The good values of this format. */
  GoodValue good(FormatName format) {
    GoodValue good = goods.get(Choices.name(format));
    if (good == null) {
      throw new IllegalStateException("not decided: good records of " + Choices.name(format));
    }
    return good;
  }
}
