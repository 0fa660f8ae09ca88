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
import io.sluice.format.type.FileType;
import io.sluice.format.type.Values;
import java.math.BigInteger;
import java.util.function.Function;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;
import org.apache.orc.storage.ql.exec.vector.DecimalColumnVector;

/** Decimals of one precision and scale. */
final class DecimalColumn extends OrcColumn {
  // Most of it is the library's object for each row.
  private static final int ROW_BYTES = 88;

  private final FileType.Decimal type;
  private final Function<Object, BigInteger> unscaled;

  DecimalColumn(Column column, FileType.Decimal type) {
    super(column, ROW_BYTES);
    this.type = type;
    this.unscaled = Values.unscaled(type);
  }

  @Override
  ColumnVector vector(int rows) {
    return new DecimalColumnVector(rows, type.precision(), type.scale());
  }

  @Override
  void checkPresent(Object value, Draft draft) {
    byte[] number = unscaled.apply(value).toByteArray();
    draft.noteWide(number);
    draft.add(number.length);
  }

  @Override
  void putPresent(Object value, ColumnVector vector, int row, Draft draft) {
    DecimalColumnVector decimals = (DecimalColumnVector) vector;
    decimals.vector[row].setFromBigIntegerBytesAndScale(draft.takeWide(), type.scale());
  }
}
