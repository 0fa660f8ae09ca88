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

import io.sluice.format.type.FileType;
import io.sluice.format.type.Kind;
import io.sluice.format.type.TypeOptions;
import io.sluice.format.type.Types;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/** Checks whether a projection loses data or meaning. */
final class Losses {
  private Losses() {}

  /**
   * Whether a projection keeps every field, every null and what values mean, at all depths, and
   * files with the target accept every value.
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
          default -> keeps(source, target);
        };
  }

  /** Whether files accept every value, and still say what it means. */
  private static boolean keeps(Schema source, Schema target) {
    FileType from = Types.resolve(source, TypeOptions.DEFAULT).type();
    FileType to = Types.resolve(target, TypeOptions.DEFAULT).type();
    if (from.equals(to)) {
      return true;
    }
    return switch (to.kind()) {
      case SYMBOLS ->
          from instanceof FileType.Symbols sent
              && ((FileType.Symbols) to).symbols().containsAll(sent.symbols());
      case DECIMAL ->
          from instanceof FileType.Decimal sent
              ? sent.precision() <= ((FileType.Decimal) to).precision()
              : from.kind() != Kind.DECIMAL_TEXT;
      case UUID, FIXED -> false;
      case INSTANT -> source.type() != Schema.Type.STRING;
      case TEXT -> from.kind() != Kind.JSON;
      case BYTES -> from.kind() == Kind.FIXED;
      // A date or time would become a mere number.
      case INT -> false;
      default -> true;
    };
  }

  private static boolean kept(Field field, Schema target) {
    Field same = target.field(field.name());
    return same != null && none(field.schema(), same.schema());
  }
}
