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

import io.sluice.format.value.Fitting;
import io.sluice.format.value.LogicalValues;
import java.math.BigDecimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;
import org.apache.orc.storage.ql.exec.vector.DecimalColumnVector;

/** Decimals of one precision and scale. */
final class DecimalColumn extends Column {
  // Most of it is the library's object for each row.
  private static final int ROW_BYTES = 88;

  private final int precision;
  private final int scale;

  DecimalColumn(Schema schema) {
    super(schema, ROW_BYTES);
    this.precision = LogicalValues.precision(schema);
    this.scale = LogicalValues.scale(schema);
  }

  @Override
  ColumnVector vector(int rows) {
    return new DecimalColumnVector(rows, precision, scale);
  }

  @Override
  void checkPresent(Object value, Draft draft) {
    BigDecimal decimal = Fitting.as(BigDecimal.class, value);
    byte[] unscaled = LogicalValues.unscaled(decimal, scale, precision);
    draft.noteWide(unscaled);
    draft.add(unscaled.length);
  }

  @Override
  void putPresent(Object value, ColumnVector vector, int row, Draft draft) {
    DecimalColumnVector decimals = (DecimalColumnVector) vector;
    decimals.vector[row].setFromBigIntegerBytesAndScale(draft.takeWide(), scale);
  }
}
