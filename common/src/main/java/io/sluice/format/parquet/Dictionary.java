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

import java.util.function.IntSupplier;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.dictionary.DictionaryValuesWriter.PlainBinaryDictionaryValuesWriter;
import org.apache.parquet.column.values.dictionary.DictionaryValuesWriter.PlainDoubleDictionaryValuesWriter;
import org.apache.parquet.column.values.dictionary.DictionaryValuesWriter.PlainFloatDictionaryValuesWriter;
import org.apache.parquet.column.values.dictionary.DictionaryValuesWriter.PlainIntegerDictionaryValuesWriter;
import org.apache.parquet.column.values.dictionary.DictionaryValuesWriter.PlainLongDictionaryValuesWriter;

/**
 * The dictionary of one column. The library counts the bytes of its values, but not its hash table,
 * which is several times as large.
 */
final class Dictionary {
  /** The first array that the library allocates for a column. */
  private static final int INDEX_BYTES = 16 * 1024;

  /** Heap of the objects around the bytes of a text. */
  private static final int TEXT_BYTES = 48;

  // A slot of the table contains a value or a reference, an index and two links.
  private static final int SLOT_BYTES_OF_4 = 16;
  private static final int SLOT_BYTES_OF_8 = 20;
  private static final int LEAST_SLOTS = 32;

  private final IntSupplier size;
  private final int slotBytes;
  private final int valueBytes;
  private int slots = LEAST_SLOTS;

  private Dictionary(IntSupplier size, int slotBytes, int valueBytes) {
    this.size = size;
    this.slotBytes = slotBytes;
    this.valueBytes = valueBytes;
  }

  /** The dictionary of a column's encoder. */
  static Dictionary of(ValuesWriter writer) {
    if (writer instanceof PlainBinaryDictionaryValuesWriter texts) {
      return new Dictionary(texts::getDictionarySize, SLOT_BYTES_OF_4, TEXT_BYTES);
    }
    if (writer instanceof PlainLongDictionaryValuesWriter longs) {
      return new Dictionary(longs::getDictionarySize, SLOT_BYTES_OF_8, 0);
    }
    if (writer instanceof PlainDoubleDictionaryValuesWriter doubles) {
      return new Dictionary(doubles::getDictionarySize, SLOT_BYTES_OF_8, 0);
    }
    if (writer instanceof PlainIntegerDictionaryValuesWriter integers) {
      return new Dictionary(integers::getDictionarySize, SLOT_BYTES_OF_4, 0);
    }
    if (writer instanceof PlainFloatDictionaryValuesWriter floats) {
      return new Dictionary(floats::getDictionarySize, SLOT_BYTES_OF_4, 0);
    }
    throw new IllegalStateException("not a dictionary: " + writer.getClass());
  }

  /** Bytes of heap held, without those of the values. */
  long heldBytes() {
    int values = size.getAsInt();
    // The table is at most three quarters full. It keeps its slots if the encoder drops the values.
    while (values > slots / 4 * 3) {
      slots *= 2;
    }
    return INDEX_BYTES + (long) slotBytes * slots + (long) valueBytes * values;
  }
}
