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
package io.sluice.format.parquet;

import io.sluice.config.ParquetTime;
import io.sluice.config.ParquetTimestamp;
import io.sluice.config.ParquetTypes;
import io.sluice.config.ParquetUuid;
import io.sluice.format.type.FileType;
import io.sluice.format.type.Resolution;
import org.apache.parquet.schema.ColumnOrder;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/**
 * The Parquet types of values without parts, chosen so that common readers open the file.
 *
 * <ul>
 *   <li>Texts of any kind, enums and JSON too, are strings: some readers take Parquet's types ENUM
 *       and JSON for bytes.
 *   <li>Instants and local timestamps in nanoseconds, and such times of day, are numbers, because
 *       Spark refuses a file with Parquet's types of nanoseconds.
 *   <li>A marker is a boolean.
 * </ul>
 *
 * @param stored the physical type
 * @param length bytes of a value if they are fixed, otherwise 0
 * @param logical null if the physical type says all
 */
record ParquetLeaf(PrimitiveTypeName stored, int length, LogicalTypeAnnotation logical) {
  static final int UUID_BYTES = 16;

  private static final ParquetLeaf STRING =
      new ParquetLeaf(PrimitiveTypeName.BINARY, LogicalTypeAnnotation.stringType());

  private ParquetLeaf(PrimitiveTypeName stored, LogicalTypeAnnotation logical) {
    this(stored, 0, logical);
  }

  static ParquetLeaf of(FileType type, ParquetTypes choices) {
    return switch (type.kind()) {
      case BOOL, MARKER -> new ParquetLeaf(PrimitiveTypeName.BOOLEAN, null);
      case INT -> integer(((FileType.Int) type).bits());
      case REAL ->
          ((FileType.Real) type).bits() == Float.SIZE
              ? new ParquetLeaf(PrimitiveTypeName.FLOAT, null)
              : new ParquetLeaf(PrimitiveTypeName.DOUBLE, null);
      case TEXT, JSON, SYMBOLS, DECIMAL_TEXT -> STRING;
      case UUID ->
          choices.uuid() == ParquetUuid.UUID
              ? fixed(UUID_BYTES, LogicalTypeAnnotation.uuidType())
              : STRING;
      case BYTES -> new ParquetLeaf(PrimitiveTypeName.BINARY, null);
      case FIXED -> fixed(((FileType.Fixed) type).size(), null);
      case DECIMAL -> decimal((FileType.Decimal) type);
      case DATE -> new ParquetLeaf(PrimitiveTypeName.INT32, LogicalTypeAnnotation.dateType());
      case TIME_OF_DAY -> time(((FileType.TimeOfDay) type).unit(), choices.time());
      case INSTANT -> timestamp(((FileType.Instant) type).unit(), true, choices);
      case LOCAL_TIMESTAMP -> timestamp(((FileType.LocalTimestamp) type).unit(), false, choices);
      case LIST_OF, MAP_OF, STRUCT_OF, UNION ->
          throw new IllegalArgumentException(type + " has parts");
    };
  }

  private static ParquetLeaf integer(int bits) {
    return switch (bits) {
      case Long.SIZE -> new ParquetLeaf(PrimitiveTypeName.INT64, null);
      case Integer.SIZE -> new ParquetLeaf(PrimitiveTypeName.INT32, null);
      default ->
          new ParquetLeaf(PrimitiveTypeName.INT32, LogicalTypeAnnotation.intType(bits, true));
    };
  }

  private static ParquetLeaf fixed(int length, LogicalTypeAnnotation logical) {
    return new ParquetLeaf(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY, length, logical);
  }

  private static ParquetLeaf decimal(FileType.Decimal decimal) {
    DecimalType stored = DecimalType.of(decimal.precision());
    return new ParquetLeaf(
        stored.stored(),
        stored == DecimalType.FIXED ? DecimalType.fixedBytes(decimal.precision()) : 0,
        LogicalTypeAnnotation.decimalType(decimal.scale(), decimal.precision()));
  }

  private static ParquetLeaf time(Resolution unit, ParquetTime choice) {
    if (choice == ParquetTime.TIME && unit != Resolution.NANOS) {
      // Not adjusted to UTC, because the day is unknown.
      return new ParquetLeaf(
          PrimitiveTypeName.INT64, LogicalTypeAnnotation.timeType(false, TimeUnit.MICROS));
    }
    return new ParquetLeaf(
        unit == Resolution.MILLIS ? PrimitiveTypeName.INT32 : PrimitiveTypeName.INT64, null);
  }

  private static ParquetLeaf timestamp(Resolution unit, boolean utc, ParquetTypes choices) {
    if (choices.timestamp() == ParquetTimestamp.INT96) {
      return new ParquetLeaf(PrimitiveTypeName.INT96, null);
    }
    return new ParquetLeaf(
        PrimitiveTypeName.INT64,
        switch (unit) {
          case MILLIS -> LogicalTypeAnnotation.timestampType(utc, TimeUnit.MILLIS);
          case MICROS -> LogicalTypeAnnotation.timestampType(utc, TimeUnit.MICROS);
          case NANOS -> null;
        });
  }

  /** The type of a column. */
  PrimitiveType named(String name, Repetition repetition) {
    return Types.primitive(stored, repetition)
        .length(length)
        .as(logical)
        // The library's default for floats is an order that readers before 2026 do not know.
        .columnOrder(
            stored == PrimitiveTypeName.INT96 ? ColumnOrder.undefined() : ColumnOrder.typeDefined())
        .named(name);
  }

  /** Bytes of a number in Parquet's plain encoding. */
  int numberBytes() {
    return switch (stored) {
      case INT32, FLOAT -> Integer.BYTES;
      case INT64, DOUBLE -> Long.BYTES;
      case BOOLEAN -> 1;
      case BINARY, FIXED_LEN_BYTE_ARRAY, INT96 ->
          throw new IllegalArgumentException(stored + " is not a number");
    };
  }
}
