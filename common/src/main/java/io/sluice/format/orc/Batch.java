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

import org.apache.orc.storage.ql.exec.vector.StructColumnVector;
import org.apache.orc.storage.ql.exec.vector.VectorizedRowBatch;

/**
 * Rows that wait to be written. It starts small and grows, so that files with little traffic need
 * little memory. For one thread.
 */
final class Batch {
  static final int MAX_ROWS = VectorizedRowBatch.DEFAULT_SIZE;

  private static final int INITIAL_ROWS = 16;
  // Vectors that long records have made larger than this are replaced.
  private static final long KEPT_BYTES = 1024 * 1024;

  private final OrcColumn root;
  private StructColumnVector vector;
  private int capacity;
  private int rows;
  private long heldBytes;

  /**
   * @param root column of a struct
   */
  Batch(OrcColumn root) {
    this.root = root;
    shrink();
  }

  /** Adds a value that was checked. */
  void add(Object value, Draft draft) {
    boolean full = rows == capacity;
    if (full) {
      capacity *= 2;
      vector.ensureSize(capacity, true);
    }
    root.put(value, vector, rows, draft);
    rows++;
    if (full || draft.grown()) {
      heldBytes = root.heldBytes(vector);
    }
  }

  int rows() {
    return rows;
  }

  /** The rows in the library's form; valid until {@link #clear}. */
  VectorizedRowBatch rows(byte[] texts) {
    root.attach(vector, rows, texts);
    VectorizedRowBatch batch = new VectorizedRowBatch(vector.fields.length, 0);
    batch.cols = vector.fields;
    batch.size = rows;
    return batch;
  }

  /** Removes the rows. */
  void clear() {
    if (heldBytes > KEPT_BYTES) {
      shrink();
    } else {
      root.clear(vector, rows);
      rows = 0;
    }
  }

  /** Removes the rows and frees most of the heap. */
  void shrink() {
    capacity = INITIAL_ROWS;
    vector = (StructColumnVector) root.vector(capacity);
    rows = 0;
    heldBytes = root.heldBytes(vector);
  }

  /** Approximate heap held. */
  long heldBytes() {
    return heldBytes;
  }
}
