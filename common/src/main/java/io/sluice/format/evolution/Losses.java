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
package io.sluice.format.evolution;

import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/** Checks whether a projection loses data. */
final class Losses {
  private Losses() {}

  /**
   * Whether a projection keeps every field and every null, at all depths.
   *
   * @param target a schema onto which values of the source can be projected
   */
  static boolean none(Schema source, Schema target) {
    if (source.isOptional() && !target.isOptional()) {
      // The target's default would replace null.
      return false;
    }
    return source.type() != target.type()
        || switch (source.type()) {
          case STRUCT -> source.fields().stream().allMatch(field -> kept(field, target));
          case ARRAY -> none(source.valueSchema(), target.valueSchema());
          case MAP ->
              none(source.keySchema(), target.keySchema())
                  && none(source.valueSchema(), target.valueSchema());
          default -> true;
        };
  }

  private static boolean kept(Field field, Schema target) {
    Field same = target.field(field.name());
    return same != null && none(field.schema(), same.schema());
  }
}
