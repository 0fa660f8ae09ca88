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
import java.util.Map;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;
import org.apache.orc.storage.ql.exec.vector.MapColumnVector;

/** Maps, whose keys and values are consecutive in separate vectors. */
final class MapColumn extends OrcColumn {
  private static final int ROW_BYTES = 17;

  private final OrcColumn keys;
  private final OrcColumn values;

  MapColumn(Column column, FileType.MapOf type) {
    super(column, ROW_BYTES);
    this.keys = OrcColumns.of(type.key());
    this.values = OrcColumns.of(type.value());
  }

  @Override
  ColumnVector vector(int rows) {
    return new MapColumnVector(rows, keys.vector(rows), values.vector(rows));
  }

  @Override
  void checkPresent(Object value, Draft draft) {
    Map<?, ?> map = Fitting.as(Map.class, value);
    draft.addLength();
    int index = 0;
    for (Map.Entry<?, ?> each : map.entrySet()) {
      if (each.getKey() == null) {
        // Readers accept no null key, even if the schema permits it.
        throw new Misfit("a map key is null");
      }
      try {
        keys.check(each.getKey(), draft);
        values.check(each.getValue(), draft);
      } catch (Misfit e) {
        throw e.in(String.valueOf(index));
      }
      index++;
    }
  }

  @Override
  void putPresent(Object value, ColumnVector vector, int row, Draft draft) {
    MapColumnVector maps = (MapColumnVector) vector;
    Map<?, ?> map = (Map<?, ?>) value;
    int at = maps.childCount;
    maps.offsets[row] = at;
    maps.lengths[row] = map.size();
    maps.childCount += map.size();
    ensureRoom(maps.keys, maps.childCount, draft);
    ensureRoom(maps.values, maps.childCount, draft);
    for (Map.Entry<?, ?> each : map.entrySet()) {
      keys.put(each.getKey(), maps.keys, at, draft);
      values.put(each.getValue(), maps.values, at, draft);
      at++;
    }
  }

  @Override
  void attach(ColumnVector vector, int rows, byte[] texts) {
    MapColumnVector maps = (MapColumnVector) vector;
    keys.attach(maps.keys, maps.childCount, texts);
    values.attach(maps.values, maps.childCount, texts);
  }

  @Override
  void clear(ColumnVector vector, int rows) {
    super.clear(vector, rows);
    MapColumnVector maps = (MapColumnVector) vector;
    keys.clear(maps.keys, maps.childCount);
    values.clear(maps.values, maps.childCount);
    maps.childCount = 0;
  }

  @Override
  long heldBytes(ColumnVector vector) {
    MapColumnVector maps = (MapColumnVector) vector;
    return super.heldBytes(vector) + keys.heldBytes(maps.keys) + values.heldBytes(maps.values);
  }
}
