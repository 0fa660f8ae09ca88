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
package io.sluice.format.schema;

import io.sluice.format.convert.DroppedFields;
import io.sluice.format.convert.SchemaProjection;
import io.sluice.record.SchemaCache;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/** Caches projections between schemas; for one thread. */
final class Projections {
  private final DroppedFields dropped = new DroppedFields();
  private final SchemaCache<Pair, SchemaProjection> byPair = SchemaCache.byContent();
  private FileSchema latestSource;
  private FileSchema latestTarget;
  private SchemaProjection latest;

  private record Pair(FileSchema source, FileSchema target) {}

  /**
   * The projection of values of one schema onto another.
   *
   * @throws DataException if the schemas do not permit it; the caller adds the remedy to the
   *     message
   */
  SchemaProjection of(FileSchema source, FileSchema target) {
    if (!source.equals(latestSource) || !target.equals(latestTarget)) {
      latest = byPair.get(new Pair(source, target), this::between);
      latestSource = source;
      latestTarget = target;
    }
    return latest;
  }

  /** How many values all projections dropped, because the other schema has no field for them. */
  long droppedFields() {
    return dropped.count();
  }

  private SchemaProjection between(Pair pair) {
    return SchemaProjection.of(connect(pair.source()), connect(pair.target()), dropped);
  }

  private static Schema connect(FileSchema schema) {
    return schema.schema().orElseThrow();
  }
}
