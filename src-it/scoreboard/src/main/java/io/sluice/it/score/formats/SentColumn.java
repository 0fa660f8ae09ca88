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
package io.sluice.it.score.formats;

import java.util.Set;
import org.apache.kafka.connect.data.Schema;

/**
 * A column of a topic, and what readers find in its place.
 *
 * @param meaning the type in the words of documentation
 * @param name the field's name
 * @param schema optional, so that null is read as well
 * @param value as Connect has it
 * @param types what each reader calls its type
 * @param forms the value in the classes of readers, one for each type
 */
record SentColumn(
    String meaning, String name, Schema schema, Object value, Types types, Set<Object> forms) {

  /**
   * A type in the words of readers.
   *
   * @param spark of Parquet files
   * @param duckDb of Parquet files
   * @param sparkOrc of ORC files
   * @param sparkAvro of Avro files
   */
  record Types(String spark, String duckDb, String sparkOrc, String sparkAvro) {}
}
