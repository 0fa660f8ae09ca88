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
import io.sluice.format.type.Values;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.orc.storage.ql.exec.vector.BytesColumnVector;
import org.apache.orc.storage.ql.exec.vector.ColumnVector;

/** Texts and bytes, which are in the buffer of the file until their batch is written. */
final class TextColumn extends OrcColumn {
  private static final int ROW_BYTES = 17;

  private final Content content;

  private TextColumn(Column column, Content content) {
    super(column, ROW_BYTES);
    this.content = content;
  }

  static TextColumn ofTexts(Column column) {
    Function<Object, String> texts = Values.texts(column);
    return new TextColumn(column, (value, draft) -> draft.addText(texts.apply(value)));
  }

  static TextColumn ofBytes(Column column) {
    Function<Object, ByteBuffer> bytes = Values.bytes(column);
    return new TextColumn(column, (value, draft) -> draft.addBytes(bytes.apply(value)));
  }

  /** Adds a value to a draft. */
  @FunctionalInterface
  private interface Content {
    void add(Object value, Draft draft);
  }

  @Override
  ColumnVector vector(int rows) {
    return new BytesColumnVector(rows);
  }

  @Override
  void checkPresent(Object value, Draft draft) {
    content.add(value, draft);
  }

  @Override
  void putPresent(Object value, ColumnVector vector, int row, Draft draft) {
    BytesColumnVector texts = (BytesColumnVector) vector;
    long place = draft.take();
    texts.start[row] = (int) (place >>> Integer.SIZE);
    texts.length[row] = (int) place;
  }

  @Override
  void attach(ColumnVector vector, int rows, byte[] texts) {
    Arrays.fill(((BytesColumnVector) vector).vector, 0, rows, texts);
  }

  @Override
  void clear(ColumnVector vector, int rows) {
    super.clear(vector, rows);
    Arrays.fill(((BytesColumnVector) vector).vector, 0, rows, null);
  }
}
