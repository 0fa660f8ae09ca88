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

import java.util.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;

/** Keys, which select the directory of a record. */
final class Place {
  private static final String REGION = "region";
  private static final String AT = "at";
  private static final String NORTH = "north";
  private static final String NEW_YEAR = "2026-01-01T00:00:00Z";

  private static final Schema SCHEMA = schema(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA);
  private static final Schema WITHOUT_REGION =
      SchemaBuilder.struct().field(AT, Schema.STRING_SCHEMA).build();
  private static final Schema WITHOUT_TIME =
      SchemaBuilder.struct().field(REGION, Schema.STRING_SCHEMA).build();
  private static final Schema WITH_TIME_OF_DAY = schema(Schema.STRING_SCHEMA, Time.SCHEMA);
  private static final Schema WITH_INNER = schema(Row.INNER, Schema.STRING_SCHEMA);

  private Place() {}

  private static Schema schema(Schema region, Schema at) {
    return SchemaBuilder.struct().field(REGION, region).field(AT, at).build();
  }

  /** The fields of every record whose path can be determined. */
  static SchemaAndValue good(long number) {
    return at(NEW_YEAR);
  }

  /** A time as text; may be null. */
  static SchemaAndValue at(String text) {
    return of(new Struct(SCHEMA).put(REGION, NORTH).put(AT, text));
  }

  static SchemaAndValue withoutTime(long number) {
    return of(new Struct(WITHOUT_TIME).put(REGION, NORTH));
  }

  static SchemaAndValue withTimeOfDay(long number) {
    return of(new Struct(WITH_TIME_OF_DAY).put(REGION, NORTH).put(AT, new Date(1)));
  }

  static SchemaAndValue withoutRegion(long number) {
    return of(new Struct(WITHOUT_REGION).put(AT, NEW_YEAR));
  }

  static SchemaAndValue withRegionOfParts(long number) {
    Struct parts =
        new Struct(Row.INNER).put("label", PoisonMessage.text(number)).put("weight", 1.0);
    return of(new Struct(WITH_INNER).put(REGION, parts).put(AT, NEW_YEAR));
  }

  private static SchemaAndValue of(Struct key) {
    return new SchemaAndValue(key.schema(), key);
  }
}
