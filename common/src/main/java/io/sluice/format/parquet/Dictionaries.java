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

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.factory.DefaultValuesWriterFactory;
import org.apache.parquet.column.values.factory.ValuesWriterFactory;
import org.apache.parquet.column.values.fallback.FallbackValuesWriter;

/**
 * Creates the encoders of columns as the library does, and gives access to their dictionaries. For
 * one schema and one thread.
 */
final class Dictionaries implements ValuesWriterFactory {
  private final ValuesWriterFactory library = new DefaultValuesWriterFactory();
  private List<Dictionary> made = new ArrayList<>();

  @Override
  public void initialize(ParquetProperties properties) {
    library.initialize(properties);
  }

  @Override
  public ValuesWriter newValuesWriter(ColumnDescriptor column) {
    ValuesWriter writer = library.newValuesWriter(column);
    if (writer instanceof FallbackValuesWriter<?, ?> withDictionary) {
      made.add(Dictionary.of(withDictionary.initialWriter));
    }
    return writer;
  }

  /** The dictionaries that were created since the last call. */
  List<Dictionary> take() {
    List<Dictionary> taken = made;
    made = new ArrayList<>();
    return taken;
  }
}
