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

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The records of a topic, generated from a seed: the same seed gives the same record at an offset.
 */
interface Corpus {

  /** The topic. */
  String name();

  /** Settings that files of such records need beside those of their cell. */
  default Map<String, String> settings() {
    return Map.of();
  }

  SinkRecord record(long seed, long offset);

  /** The schema that a reader uses for all rows. */
  Schema schema();

  /** The row of a record in {@link io.sluice.it.read.NormalForm}. */
  Object row(long seed, long offset);

  /**
   * The difference between a row that was read and the record at an offset; empty if they are
   * equal.
   */
  default Optional<String> difference(long seed, long offset, Object found) {
    return Difference.between(row(seed, offset), found);
  }
}
