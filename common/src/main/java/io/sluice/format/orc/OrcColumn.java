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
package io.sluice.format.orc;

import io.sluice.format.type.Column;
import io.sluice.format.value.Fitting;
import io.sluice.format.value.Misfit;
import java.util.Arrays;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;

/**
 * One place of a schema. A value is first checked completely and then put into vectors, which
 * cannot fail, so that a rejected record changes nothing. For one thread.
 */
abstract class OrcColumn {
  private static final int NULL_BYTES = 1;

  private final boolean optional;
  private final int rowBytes;

  /**
   * @param rowBytes approximate heap of a vector for each row
   */
  OrcColumn(Column column, int rowBytes) {
    this.optional = column.optional();
    this.rowBytes = rowBytes;
  }

  /** A new vector with room for this many rows. */
  abstract ColumnVector vector(int rows);

  /**
   * Checks a value that is not null, and adds to the draft what {@link #putPresent} needs.
   *
   * @throws Misfit if the value does not fit the schema
   */
  abstract void checkPresent(Object value, Draft draft);

  /** Puts a value that was checked. */
  abstract void putPresent(Object value, ColumnVector vector, int row, Draft draft);

  /**
   * Checks a value and its parts.
   *
   * @throws Misfit if the value does not fit the schema
   * @throws org.apache.kafka.connect.errors.DataException if the record becomes too long
   */
  final void check(Object value, Draft draft) {
    if (value != null) {
      checkPresent(value, draft);
    } else if (optional) {
      draft.add(NULL_BYTES);
    } else {
      throw Fitting.missing();
    }
  }

  /** Puts a value that was checked into an empty row. */
  final void put(Object value, ColumnVector vector, int row, Draft draft) {
    if (value == null) {
      vector.noNulls = false;
      vector.isNull[row] = true;
    } else {
      putPresent(value, vector, row, draft);
    }
  }

  /** Sets the array that contains the texts of the rows. */
  void attach(ColumnVector vector, int rows, byte[] texts) {}

  /** Empties the first rows. */
  void clear(ColumnVector vector, int rows) {
    if (!vector.noNulls) {
      Arrays.fill(vector.isNull, 0, rows, false);
      vector.noNulls = true;
    }
  }

  /** Approximate heap that the vector holds. */
  long heldBytes(ColumnVector vector) {
    return (long) rowBytes * vector.isNull.length;
  }

  /** Makes room for the elements of a list or a map. */
  static void ensureRoom(ColumnVector vector, int rows, Draft draft) {
    if (rows > vector.isNull.length) {
      vector.ensureSize(Math.max(rows, 2 * vector.isNull.length), true);
      draft.grow();
    }
  }
}
