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
import io.sluice.format.value.Fitting;
import io.sluice.format.value.Misfit;
import java.util.List;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;
import org.apache.orc.storage.ql.exec.vector.ListColumnVector;

/** Lists, whose elements are consecutive in a separate vector. */
final class ListColumn extends OrcColumn {
  private static final int ROW_BYTES = 17;

  private final OrcColumn elements;

  ListColumn(Column column, FileType.ListOf type) {
    super(column, ROW_BYTES);
    this.elements = OrcColumns.of(type.element());
  }

  @Override
  ColumnVector vector(int rows) {
    return new ListColumnVector(rows, elements.vector(rows));
  }

  @Override
  void checkPresent(Object value, Draft draft) {
    List<?> list = Fitting.as(List.class, value);
    draft.addLength();
    int index = 0;
    for (Object each : list) {
      try {
        elements.check(each, draft);
      } catch (Misfit e) {
        throw e.in(String.valueOf(index));
      }
      index++;
    }
  }

  @Override
  void putPresent(Object value, ColumnVector vector, int row, Draft draft) {
    ListColumnVector lists = (ListColumnVector) vector;
    List<?> list = (List<?>) value;
    int at = lists.childCount;
    lists.offsets[row] = at;
    lists.lengths[row] = list.size();
    lists.childCount += list.size();
    ensureRoom(lists.child, lists.childCount, draft);
    for (Object each : list) {
      elements.put(each, lists.child, at++, draft);
    }
  }

  @Override
  void attach(ColumnVector vector, int rows, byte[] texts) {
    ListColumnVector lists = (ListColumnVector) vector;
    elements.attach(lists.child, lists.childCount, texts);
  }

  @Override
  void clear(ColumnVector vector, int rows) {
    super.clear(vector, rows);
    ListColumnVector lists = (ListColumnVector) vector;
    elements.clear(lists.child, lists.childCount);
    lists.childCount = 0;
  }

  @Override
  long heldBytes(ColumnVector vector) {
    return super.heldBytes(vector) + elements.heldBytes(((ListColumnVector) vector).child);
  }
}
