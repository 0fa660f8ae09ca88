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

import io.sluice.it.connector.poison.PoisonKind;
import java.util.regex.Pattern;

/** Why a record is rejected, recognized by the words that its message must contain. */
enum Reason {
  NULL("The value is null, and null\\.values is report"),
  LONG("at least \\d+ bytes|has \\d+ bytes, more than record\\.max\\.bytes"),
  HALF("half of a surrogate pair|Unmatched \\w+ part of surrogate pair"),
  FINITE("JSON cannot express (NaN|-?Infinity)"),
  MISSING("neither a value nor a default|is null, but the schema does not permit null"),
  NULLKEY("a map key is null"),
  KEYS("the keys of a map are of different types|a map key is of \\S+"),
  CLASS("is a \\S+, but the schema requires a \\w+"),
  FIELDS("not a struct of the schema that it was sent with|other fields than the schema"),
  UNKNOWN("is not one of Connect's types"),
  DIGITS("a Decimal has more than \\d+ digits (before|after) the point"),
  DAY("a Date has a time of day"),
  RANGE("a (Date|Timestamp) is out of range"),
  CLOCK("a Time is outside one day"),
  UUID("the text is not a UUID"),
  SYMBOL("the text is not a symbol of the enum \\S+"),
  LENGTH("does not have the length of its fixed, \\d+"),
  BRANCH("two branches of a union are set"),
  OFFSET("the text is not a timestamp with an offset; add \\S+ to types\\.plain"),
  MICROS("a Timestamp has digits beyond microseconds; add \\S+ to types\\.plain"),
  SCALE("the scale of a decimal is \\d+"),
  EMPTY("struct has no fields?"),
  SCHEMA("format=\\w+ needs a schema, and the value has none"),
  DEEP("nested deeper than \\d+ levels"),
  LARGE("The schema is too large"),
  TYPE("format=[\\w.= ]+ writes [\\w, ]+, but the value is a \\w+"),
  PATH("which the path needs; a fallback would take its place|cannot be part of a path"),
  TIME(
      "but timestamp\\.source names it|cannot be read as [\\w.]+, the name of its schema|is not a time in timestamp\\.format|is not between the years"
          + "|is a time of day without a date");

  private final Pattern sentence;

  Reason(String sentence) {
    this.sentence = Pattern.compile(sentence);
  }

  /** Whether the sentence says which part of the record is to blame, where it is only a part. */
  boolean names(PoisonKind kind, String message) {
    return this == TYPE || kind.where().map(message::contains).orElse(true);
  }

  /** Whether a sentence gives this reason. */
  boolean isIn(String message) {
    return sentence.matcher(message).find();
  }
}
