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
package io.sluice.it.score.formats;

import java.nio.ByteBuffer;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;

/** Structs with fields of every type of Connect, required, optional, with defaults, and nested. */
final class Structs implements ValueCorpus.Values {
  private static final String PRECISION = "connect.decimal.precision";

  private static final String ODD_NAME = "Gr\u00f6\u00dfe in %";

  private static final Schema PLACE =
      SchemaBuilder.struct()
          .name("io.sluice.Place")
          .field("street", Schema.OPTIONAL_STRING_SCHEMA)
          .field("since", Date.builder().optional().build())
          .field("number", Schema.INT32_SCHEMA)
          .optional()
          .build();

  private static final Schema PERSON =
      SchemaBuilder.struct()
          .name("io.sluice.Person")
          .field("name", Schema.STRING_SCHEMA)
          .field("place", PLACE)
          .field("debts", SchemaBuilder.array(decimal(12, 3).build()).build())
          .build();

  private static final Schema COLOR =
      SchemaBuilder.string()
          .name("io.sluice.Color")
          .parameter("io.sluice.Color.RED", "0")
          .parameter("io.sluice.Color.GREEN", "1")
          .build();

  private static final Schema UUID = SchemaBuilder.string().name("uuid").build();

  static final Schema SCHEMA =
      SchemaBuilder.struct()
          .name("io.sluice.Record")
          .field("flag", Schema.BOOLEAN_SCHEMA)
          .field("int8", Schema.INT8_SCHEMA)
          .field("int16", Schema.INT16_SCHEMA)
          .field("int32", Schema.INT32_SCHEMA)
          .field("int64", Schema.INT64_SCHEMA)
          .field("float32", Schema.FLOAT32_SCHEMA)
          .field("float64", Schema.FLOAT64_SCHEMA)
          .field("text", Schema.STRING_SCHEMA)
          .field("bytes", Schema.BYTES_SCHEMA)
          .field("small", decimal(5, 2).build())
          .field("money", decimal(18, 4).build())
          .field("wide", Decimal.schema(10))
          .field("whole", decimal(38, 0).build())
          .field("day", Date.SCHEMA)
          .field("time", Time.SCHEMA)
          .field("instant", Timestamp.SCHEMA)
          .field("uuid", UUID)
          .field("color", COLOR)
          .field("greeting", SchemaBuilder.string().defaultValue("hello").build())
          .field("count", SchemaBuilder.int32().defaultValue(7).build())
          .field("maybeFlag", Schema.OPTIONAL_BOOLEAN_SCHEMA)
          .field("maybeInt16", Schema.OPTIONAL_INT16_SCHEMA)
          .field("maybeInt64", Schema.OPTIONAL_INT64_SCHEMA)
          .field("maybeFloat64", Schema.OPTIONAL_FLOAT64_SCHEMA)
          .field("maybeText", Schema.OPTIONAL_STRING_SCHEMA)
          .field("maybeBytes", Schema.OPTIONAL_BYTES_SCHEMA)
          .field("maybeMoney", decimal(20, 6).optional().build())
          .field("maybeDay", Date.builder().optional().build())
          .field("maybeInstant", Timestamp.builder().optional().build())
          .field("maybeCount", SchemaBuilder.int64().optional().defaultValue(5L).build())
          .field(ODD_NAME, Schema.INT32_SCHEMA)
          .field("ints", SchemaBuilder.array(Schema.OPTIONAL_INT32_SCHEMA).build())
          .field("days", SchemaBuilder.array(Date.SCHEMA).optional().build())
          .field(
              "matrix",
              SchemaBuilder.array(SchemaBuilder.array(Schema.FLOAT64_SCHEMA).build()).build())
          .field("persons", SchemaBuilder.array(PERSON).build())
          .field(
              "byText",
              SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_INT64_SCHEMA).build())
          .field(
              "byNumber",
              SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.STRING_SCHEMA).optional().build())
          .field("places", SchemaBuilder.map(Schema.STRING_SCHEMA, PLACE).build())
          .field("person", PERSON)
          .field("place", PLACE)
          .build();

  private final boolean specialFloats;
  private final boolean secondBefore1970;

  /**
   * @param specialFloats whether there are NaN and infinities
   * @param secondBefore1970 whether there are instants within the last second before 1970
   */
  Structs(boolean specialFloats, boolean secondBefore1970) {
    this.specialFloats = specialFloats;
    this.secondBefore1970 = secondBefore1970;
  }

  private java.util.Date instant(RandomValues random) {
    java.util.Date instant = random.instant();
    boolean within = instant.getTime() < 0 && instant.getTime() > -1000;
    return within && !secondBefore1970 ? new java.util.Date(-1000) : instant;
  }

  private static SchemaBuilder decimal(int precision, int scale) {
    return Decimal.builder(scale).parameter(PRECISION, Integer.toString(precision));
  }

  @Override
  public Struct next(RandomValues random) {
    Struct struct = new Struct(SCHEMA);
    putRequired(struct, random);
    putOptional(struct, random);
    putNested(struct, random);
    return struct;
  }

  private void putRequired(Struct struct, RandomValues random) {
    struct
        .put("flag", random.flag())
        .put("int8", random.int8())
        .put("int16", random.int16())
        .put("int32", random.int32())
        .put("int64", random.int64())
        .put("float32", random.float32(specialFloats))
        .put("float64", random.float64(specialFloats))
        .put("text", random.text())
        .put("bytes", random.bytes())
        .put("small", random.decimal(5, 2))
        .put("money", random.decimal(18, 4))
        .put("wide", random.decimal(38, 10))
        .put("whole", random.decimal(38, 0))
        .put("day", random.day())
        .put("time", random.timeOfDay())
        .put("instant", instant(random))
        .put("uuid", random.uuid())
        .put("color", random.oneOf("RED", "GREEN"));
    if (random.flag()) {
      struct.put("greeting", random.name()).put("count", random.int32());
    }
  }

  private void putOptional(Struct struct, RandomValues random) {
    struct
        .put("maybeFlag", random.optional(random::flag))
        .put("maybeInt16", random.optional(random::int16))
        .put("maybeInt64", random.optional(random::int64))
        .put("maybeFloat64", random.optional(() -> random.float64(specialFloats)))
        .put("maybeText", random.optional(random::text))
        .put("maybeBytes", random.optional(() -> ByteBuffer.wrap(random.bytes())))
        .put("maybeMoney", random.optional(() -> random.decimal(20, 6)))
        .put("maybeDay", random.optional(random::day))
        .put("maybeInstant", random.optional(() -> instant(random)))
        .put("maybeCount", random.optional(random::int64));
  }

  private static void putNested(Struct struct, RandomValues random) {
    struct
        .put(ODD_NAME, random.int32())
        .put("ints", random.list(() -> random.optional(random::int32)))
        .put("days", random.optional(() -> random.list(random::day)))
        // Avro 1.12.0, which Spark 4.0 has, reads arrays of float64 as float32.
        .put("matrix", random.list(() -> random.list(() -> (double) random.float32(false))))
        .put("persons", random.list(() -> person(random)))
        .put("byText", random.map(random::text, () -> random.optional(random::int64)))
        .put("byNumber", random.optional(() -> random.map(random::int32, random::text)))
        .put("places", random.map(random::name, () -> place(random)))
        .put("person", person(random))
        .put("place", place(random));
  }

  private static Struct person(RandomValues random) {
    return new Struct(PERSON)
        .put("name", random.text())
        .put("place", place(random))
        .put("debts", random.list(() -> random.decimal(12, 3)));
  }

  private static Struct place(RandomValues random) {
    return random.optional(
        () ->
            new Struct(PLACE)
                .put("street", random.optional(random::text))
                .put("since", random.optional(random::day))
                .put("number", random.int32()));
  }
}
