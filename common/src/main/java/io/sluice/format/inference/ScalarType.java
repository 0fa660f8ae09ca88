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
package io.sluice.format.inference;

import io.sluice.config.InferredNumbers;
import io.sluice.config.SchemaConfig;
import io.sluice.format.convert.Integers;
import io.sluice.format.value.Misfit;
import java.nio.ByteBuffer;
import java.util.Date;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Timestamp;

/** The types of values without parts. */
enum ScalarType implements InferredType {
  /** Only nulls; a string if a file has to have the field, because every format supports it. */
  UNKNOWN("null"),
  BOOLEAN("a boolean"),
  /** Integers that are exact as a double, so that the type may become {@link #FLOAT64}. */
  INT64("an integer"),
  LARGE_INT64("an integer beyond 2^53"),
  FLOAT64("a floating-point number"),
  STRING("a string"),
  BYTES("bytes"),
  TIMESTAMP("a timestamp"),
  /**
   * Timestamps some of which are in the last second before 1970, which not every format supports;
   * only an encoder can check them.
   */
  EDGE_TIMESTAMP("a timestamp");

  private static final long MILLIS_PER_SECOND = 1000;

  private final String kind;

  ScalarType(String kind) {
    this.kind = kind;
  }

  /**
   * The type of a value.
   *
   * @throws Misfit if the value has none of these types
   */
  static ScalarType of(Object value) {
    if (value instanceof String) {
      return STRING;
    }
    if (Integers.isInteger(value)) {
      return Integers.isExact(((Number) value).longValue()) ? INT64 : LARGE_INT64;
    }
    if (value instanceof Double || value instanceof Float) {
      return FLOAT64;
    }
    if (value instanceof Boolean) {
      return BOOLEAN;
    }
    if (value instanceof byte[] || value instanceof ByteBuffer) {
      return BYTES;
    }
    if (value instanceof Date date) {
      long millis = date.getTime();
      return millis < 0 && millis > -MILLIS_PER_SECOND ? EDGE_TIMESTAMP : TIMESTAMP;
    }
    if (value == null) {
      return UNKNOWN;
    }
    throw unsupported(value);
  }

  static Misfit unsupported(Object value) {
    return new Misfit(
        "no type is inferred for a "
            + value.getClass().getName()
            + "; use a converter that adds schemas, or format=json");
  }

  @Override
  public InferredType with(Object value) {
    if (value == null) {
      return this;
    }
    if (this == UNKNOWN) {
      return InferredType.first(value);
    }
    if (RowSize.hasParts(value)) {
      throw InferredType.mixed(this, value);
    }
    ScalarType seen = of(value);
    if (seen == this) {
      return this;
    }
    if (isAmong(seen, INT64, LARGE_INT64)) {
      return LARGE_INT64;
    }
    if (isAmong(seen, INT64, FLOAT64)) {
      return FLOAT64;
    }
    if (isAmong(seen, TIMESTAMP, EDGE_TIMESTAMP)) {
      return EDGE_TIMESTAMP;
    }
    throw InferredType.mixed(this, value);
  }

  private boolean isAmong(ScalarType seen, ScalarType one, ScalarType other) {
    return this == one && seen == other || this == other && seen == one;
  }

  @Override
  public boolean isKnown() {
    return this != UNKNOWN;
  }

  @Override
  public SchemaBuilder schema(InferredNumbers numbers) {
    return switch (this) {
      case UNKNOWN, STRING -> SchemaBuilder.string();
      case BOOLEAN -> SchemaBuilder.bool();
      case INT64, LARGE_INT64 -> integers(numbers);
      case FLOAT64 -> SchemaBuilder.float64();
      case BYTES -> SchemaBuilder.bytes();
      case TIMESTAMP, EDGE_TIMESTAMP -> Timestamp.builder();
    };
  }

  private SchemaBuilder integers(InferredNumbers numbers) {
    if (numbers == InferredNumbers.FOUND) {
      return SchemaBuilder.int64();
    }
    if (this == LARGE_INT64) {
      throw new Misfit(
          "an integer beyond 2^53 is not exact as a floating-point number, which "
              + SchemaConfig.SCHEMA_INFERENCE_NUMBERS
              + "=double requires; set it to found, or have the producer send a text");
    }
    return SchemaBuilder.float64();
  }

  @Override
  public boolean needsEncoder() {
    return this == EDGE_TIMESTAMP;
  }

  @Override
  public String kind() {
    return kind;
  }
}
