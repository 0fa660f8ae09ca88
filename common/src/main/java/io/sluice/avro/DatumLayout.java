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
package io.sluice.avro;

import java.nio.ByteBuffer;
import org.apache.avro.Schema;

/** The layout of the datums of one writer schema. Safe for any thread. */
public final class DatumLayout {
  private final DatumPart whole;

  private DatumLayout(DatumPart whole) {
    this.whole = whole;
  }

  /** The layout for a writer schema, which may contain itself. */
  public static DatumLayout of(Schema writer) {
    return new DatumLayout(new DatumParts().of(writer));
  }

  /**
   * Checks that a reader with the writer schema can decode the bytes, and that none follow. Texts
   * are not checked to be UTF-8, nor values to be in the range of a logical type.
   *
   * @param datum its position does not move
   * @throws org.apache.kafka.connect.errors.DataException if the bytes are no datum of the schema
   */
  public void check(ByteBuffer datum) {
    DatumCursor cursor = new DatumCursor(datum);
    whole.skip(cursor);
    cursor.requireEnd();
  }
}
